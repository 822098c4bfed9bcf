/** The certificate that Rollcall itself presents to browsers, and its key. */
import { createSecureContext } from 'node:tls';
import type { X509Certificate } from 'node:crypto';
import { parsePemCertificate, parsePrivateKey, toDay } from './certificates.ts';
import type { TlsConfig, TlsPair, WrittenTls } from './config.ts';
import * as environment from './environment.ts';
import type { SettingsDraft } from './file-schema.ts';
import type { Files } from './files.ts';
import { parseHostName } from './hosts.ts';
import { readPemFile, warnOfOpenKey } from './pem-file.ts';
import { type Findings, quote, type Spot } from './problems.ts';
import type { SettingsFile } from './settings-file.ts';

type Surroundings = { env: environment.Environment; cwd: string; files: Files; nowMs: number };
type TlsFile = { file: SettingsFile; draft: SettingsDraft; directory: string };

const VARIABLES = { cert: 'ROLLCALL_TLS_CERT', key: 'ROLLCALL_TLS_KEY' } as const;
/** A group that may read keys, as Debian's ssl-cert, is common for those of servers. */
const OWNER_AND_GROUP = 0o040;
const DAY_MS = 86_400_000;
/** How long before its end a certificate should have been renewed: certbot does it 30 days before. */
const EXPIRES_SOON_MS = 14 * DAY_MS;

/** What `tls` says; `null` when it says nothing, or nothing that can be used, and then the findings say why. */
export function readTls(around: Surroundings, source: TlsFile | null, findings: Findings): TlsConfig | null {
  const written = writtenTls(around, source, findings);
  if (written === null) return null;
  const texts = readTexts(written, around.files, findings);
  if (texts === null) return null;
  const { key, directory, spot } = written;
  warnOfOpenKey({ path: key, directory, spot: spot('key') }, OWNER_AND_GROUP, around.files, findings);
  const pair = examinePair(texts, written.spot, around.nowMs, findings);
  if (pair === null) return null;
  return { written, pair };
}

function writtenTls(
  { env, cwd }: Surroundings,
  source: TlsFile | null,
  findings: Findings,
): WrittenTls | null {
  const [cert, key] = [environment.read(env, VARIABLES.cert), environment.read(env, VARIABLES.key)];
  if (cert !== undefined && key !== undefined) {
    return { cert, key, directory: cwd, spot: (field) => environment.variable(VARIABLES[field]) };
  }
  if (cert !== undefined || key !== undefined) {
    const [missing, there] = cert === undefined ? (['cert', 'key'] as const) : (['key', 'cert'] as const);
    const what = `is not set although ${VARIABLES[there]} is`;
    findings.problem(environment.variable(VARIABLES[missing]), what, 'set it, or unset the other');
    return null;
  }
  const { tls } = source?.draft ?? {};
  // What is missing was said when the file was read.
  if (source === null || tls?.cert === undefined || tls.key === undefined) return null;
  const { file, directory } = source;
  return { cert: tls.cert, key: tls.key, directory, spot: (field) => file.spot(['tls', field]) };
}

/** What the two files hold now; `null` when one can't be read, and then the findings say why. */
export function readTexts(
  { cert, key, directory, spot }: WrittenTls,
  files: Files,
  findings: Findings,
): Pick<TlsPair, 'certPem' | 'keyPem'> | null {
  const certPem = readPemFile({ path: cert, directory, spot: spot('cert') }, files, findings);
  const keyPem = readPemFile({ path: key, directory, spot: spot('key') }, files, findings);
  return certPem === null || keyPem === null ? null : { certPem, keyPem };
}

/** Whether TLS can be spoken with these now; `null` when it can't, and then the findings say why. */
export function examinePair(
  { certPem, keyPem }: Pick<TlsPair, 'certPem' | 'keyPem'>,
  spot: WrittenTls['spot'],
  nowMs: number,
  findings: Findings,
): TlsPair | null {
  const certificate = parsePemCertificate(certPem, spot('cert'), findings);
  const key = parsePrivateKey(keyPem, spot('key'), findings);
  if (certificate === null || key === null) return null;
  if (!certificate.checkPrivateKey(key)) {
    const remedy =
      'give the key that was made with it, and a file that has the certificate of this server first';
    findings.problem(spot('key'), 'does not belong to the certificate', remedy);
    return null;
  }
  if (!isValidAt(certificate, nowMs, spot('cert'), findings)) return null;
  if (!isFitForTls(certPem, keyPem)) {
    const what =
      'is refused by TLS: its key or signature is too weak, or what follows it in the file is damaged';
    findings.problem(
      spot('cert'),
      what,
      'give a certificate as certbot or a company CA issues it, and its chain',
    );
    return null;
  }
  const names = namesIn(certificate);
  if (names === null) {
    const what = 'names no host or address (subjectAltName), and no browser accepts that';
    findings.warning(spot('cert'), what, 'have one issued for the name by which browsers reach Rollcall');
  }
  return { certPem, keyPem, certificate, notAfterMs: certificate.validToDate.getTime(), names: names ?? [] };
}

function isValidAt(certificate: X509Certificate, nowMs: number, spot: Spot, findings: Findings): boolean {
  const [fromMs, untilMs] = [certificate.validFromDate.getTime(), certificate.validToDate.getTime()];
  if (untilMs <= nowMs) {
    findings.problem(spot, `expired on ${toDay(untilMs)}`, 'renew the certificate');
    return false;
  }
  if (fromMs > nowMs) {
    findings.problem(spot, `is valid only from ${toDay(fromMs)} on`, "check this machine's clock");
    return false;
  }
  const left = expiresSoon(untilMs, nowMs);
  if (left !== null) findings.warning(spot, left, 'renew the certificate');
  return true;
}

/** That a certificate ends within 14 days, or has ended, in words; `null` while it has longer. */
export function expiresSoon(notAfterMs: number, nowMs: number): string | null {
  const leftMs = notAfterMs - nowMs;
  if (leftMs <= 0) return `expired on ${toDay(notAfterMs)}`;
  if (leftMs > EXPIRES_SOON_MS) return null;
  const days = Math.floor(leftMs / DAY_MS);
  return `expires on ${toDay(notAfterMs)}, in ${days === 0 ? 'less than a day' : days === 1 ? '1 day' : `${days} days`}`;
}

function isFitForTls(certPem: string, keyPem: string): boolean {
  try {
    createSecureContext({ cert: certPem, key: keyPem });
    return true;
  } catch {
    return false;
  }
}

/** The host names of a certificate, in lower case and without wildcards; `null` when it names nothing at all. */
function namesIn({ subjectAltName }: X509Certificate): string[] | null {
  if (subjectAltName === undefined) return null;
  return subjectAltName.split(', ').flatMap((entry) => {
    const name = /^DNS:(.+)$/.exec(entry)?.[1];
    const parsed = name === undefined ? null : parseHostName(name);
    return parsed?.ok === true ? [parsed.value] : [];
  });
}

/** Warns of names by which browsers may ask, and for which this certificate is not. */
export function warnOfForeignHosts(
  { pair: { certificate }, written }: TlsConfig,
  hosts: readonly string[],
  findings: Findings,
): void {
  for (const host of hosts) {
    if (certificate.checkHost(host, { subject: 'never' }) !== undefined) continue;
    const what = `is not for ${quote(host)}, which is among hosts, and browsers will warn of it`;
    findings.warning(written.spot('cert'), what, 'have it issued for this name, too, or remove the name');
  }
}
