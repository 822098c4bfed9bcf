/** Keeps the certificate that is presented the one that is in the files, and watches its end. */
import type { FastifyBaseLogger } from 'fastify';
import { toDay, toFingerprint } from '../config/certificates.ts';
import type { TlsConfig, TlsPair, WrittenTls } from '../config/config.ts';
import type { Files } from '../config/files.ts';
import { Findings, formatProblem } from '../config/problems.ts';
import { examinePair, expiresSoon, readTexts } from '../config/tls.ts';

export type PairKeeperDeps = {
  tls: TlsConfig;
  files: Files;
  /** Has it presented from now on. */
  present(pair: TlsPair): void;
  log: FastifyBaseLogger;
  /** How often the files are looked at. */
  everyMs: number;
  now(): number;
};

export type PairKeeper = { stop(): void };

const DAY_MS = 86_400_000;

/**
 * Reads both files again and again, and does not wait to be told of a change: certbot changes where links point to,
 * Kubernetes a directory above them, an editor the file itself, and a network's file system tells of nothing.
 */
export function keepPair({ tls, files, present, log, everyMs, now }: PairKeeperDeps): PairKeeper {
  let { pair } = tls;
  let trouble = NO_TROUBLE;
  let warnedAtMs: number | null = null;

  const look = (): void => {
    const found = readPair(tls.written, pair, files, now());
    if (found.kind === 'trouble') {
      trouble = { what: found.what, seen: trouble.what === found.what ? trouble.seen + 1 : 1 };
      // The first time it may be that the files are just being written.
      if (trouble.seen === 2) log.warn({ reason: found.what }, STILL_THE_OLD);
      return;
    }
    trouble = NO_TROUBLE;
    if (found.kind === 'same') return;
    pair = found.pair;
    present(pair);
    warnedAtMs = null;
    const sha256 = toFingerprint(pair.certificate);
    log.info({ sha256, validUntil: toDay(pair.notAfterMs) }, 'tls: a new certificate is presented');
  };

  const warnOfItsEnd = (): void => {
    const soon = expiresSoon(pair.notAfterMs, now());
    if (soon === null || (warnedAtMs !== null && now() - warnedAtMs < DAY_MS)) return;
    warnedAtMs = now();
    log.warn(
      { file: tls.written.cert },
      `tls: the certificate ${soon}; renew it, browsers refuse it from then on`,
    );
  };

  warnOfItsEnd();
  const timer = setInterval(() => {
    look();
    warnOfItsEnd();
  }, everyMs);
  return { stop: () => clearInterval(timer) };
}

const NO_TROUBLE: { what: string | null; seen: number } = { what: null, seen: 0 };
const STILL_THE_OLD =
  'tls: what the files hold now can not be used; the certificate from before is presented until they are right';

type Found = { kind: 'same' } | { kind: 'new'; pair: TlsPair } | { kind: 'trouble'; what: string };

/** What the files hold now, beside what is presented. */
function readPair(written: WrittenTls, presented: TlsPair, files: Files, nowMs: number): Found {
  const findings = new Findings();
  const texts = readTexts(written, files, findings);
  if (texts?.certPem === presented.certPem && texts.keyPem === presented.keyPem) return { kind: 'same' };
  const pair = texts === null ? null : examinePair(texts, written.spot, nowMs, findings);
  if (pair !== null) return { kind: 'new', pair };
  return { kind: 'trouble', what: findings.problems.map(formatProblem).join('; ') };
}
