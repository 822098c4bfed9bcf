import { describe, expect, it, test } from 'vitest';
import { expiresSoon } from './tls.ts';
import { fileWith, own, parse, problemsOf, SECRETS, warningsOf } from './testing/settings.ts';

/** A settings file in which `tls` stands on lines 1 to 3. */
const tls = (cert: string, key: string, more = ''): string =>
  `tls:\n  cert: ${cert}\n  key: ${key}\n${more}${fileWith()}`;

describe('the certificate that is presented', () => {
  it('is none unless one is given', () => {
    expect(parse(fileWith())).toMatchObject({ ok: true, config: { tls: null } });
  });

  const pair = {
    certPem: own.cert,
    keyPem: own.key,
    notAfterMs: Date.UTC(2036, 0, 1),
    names: ['rollcall.example.org'],
  };

  it('is given by two files, and its names are names of ours, but for those of wildcards', () => {
    const result = parse(tls('own.crt', 'own.key', 'hosts: [board.example.org]\n'));
    expect(result).toMatchObject({
      ok: true,
      config: {
        hosts: ['board.example.org', 'rollcall.example.org'],
        tls: { pair, written: { cert: 'own.crt', key: 'own.key', directory: '/etc/rollcall' } },
      },
      warnings: [],
    });
  });

  it('is given by the environment, which wins over the file', () => {
    const env = { ROLLCALL_TLS_CERT: 'own.crt', ROLLCALL_TLS_KEY: '/etc/rollcall/own.key' };
    for (const yaml of [null, tls('missing.crt', 'missing.key')]) {
      expect(parse(yaml, env)).toMatchObject({ ok: true, config: { tls: { pair } }, warnings: [] });
    }
    const result = parse(null, env);
    expect(result.ok && result.config.source).toBe('environment');
  });
});

const CERT_REMEDY = 'give the file that starts with -----BEGIN CERTIFICATE-----';

test.each([
  [
    'a key that is missing',
    `tls: { cert: own.crt }\n`,
    'rollcall.yaml:1: tls.key: is missing; add it: a single value is due',
  ],
  [
    'a setting that does not exist',
    `tls: { cert: own.crt, key: own.key, chian: own.crt }\n`,
    'rollcall.yaml:1: tls.chian: there is no such setting; use cert, key',
  ],
  [
    'a value that is no map',
    `tls: own.crt\n`,
    'rollcall.yaml:1: tls: is the single value "own.crt"; a map (lines of "key: value") is due',
  ],
  [
    'a file that is not there',
    tls('nope.crt', 'own.key'),
    `rollcall.yaml:2: tls.cert: can't read "nope.crt": no such file; give the path of a PEM file, relative to /etc/rollcall`,
  ],
  [
    'a file that may not be read',
    tls('locked.crt', 'own.key'),
    `rollcall.yaml:2: tls.cert: can't read "locked.crt": permission denied; give the path of a PEM file, relative to /etc/rollcall`,
  ],
  [
    'a key in place of the certificate',
    tls('own.key', 'own.key'),
    `rollcall.yaml:2: tls.cert: holds a private key, not a certificate; ${CERT_REMEDY}`,
  ],
  [
    'what is no certificate',
    tls('notes.txt', 'own.key'),
    `rollcall.yaml:2: tls.cert: is not a PEM certificate; ${CERT_REMEDY}`,
  ],
  [
    'a key with a passphrase',
    tls('own.crt', 'encrypted.key'),
    'rollcall.yaml:3: tls.key: is a key with a passphrase; decrypt it: openssl pkey -in OLD.key -out NEW.key',
  ],
  [
    'the key of another certificate',
    tls('own.crt', 'other.key'),
    'rollcall.yaml:3: tls.key: does not belong to the certificate; give the key that was made with it, and a file that has the certificate of this server first',
  ],
  [
    "the issuer's certificate before its own",
    tls('own-chain-first.crt', 'own.key'),
    'rollcall.yaml:3: tls.key: does not belong to the certificate; give the key that was made with it, and a file that has the certificate of this server first',
  ],
  [
    'an end that has passed',
    tls('expired.crt', 'expired.key'),
    'rollcall.yaml:2: tls.cert: expired on 2026-01-01; renew the certificate',
  ],
  [
    'a beginning that is to come',
    tls('early.crt', 'early.key'),
    "rollcall.yaml:2: tls.cert: is valid only from 2036-01-01 on; check this machine's clock",
  ],
  [
    'a chain that is damaged',
    tls('own-damaged-chain.crt', 'own.key'),
    'rollcall.yaml:2: tls.cert: is refused by TLS: its key or signature is too weak, or what follows it in the file is damaged; give a certificate as certbot or a company CA issues it, and its chain',
  ],
])('%s is one clear error', (_title, yaml, line) => {
  const text = yaml.includes('clusters:') ? yaml : yaml + fileWith();
  const problems = problemsOf(parse(text));
  expect(problems).toEqual([line]);
  for (const secret of SECRETS) expect(problems.join()).not.toContain(secret);
});

test('one of the two variables alone is an error', () => {
  expect(problemsOf(parse(null, { ROLLCALL_TLS_CERT: 'own.crt' }))).toEqual([
    'environment: ROLLCALL_TLS_KEY: is not set although ROLLCALL_TLS_CERT is; set it, or unset the other',
  ]);
  expect(problemsOf(parse(null, { ROLLCALL_TLS_KEY: 'own.key' }))).toEqual([
    'environment: ROLLCALL_TLS_CERT: is not set although ROLLCALL_TLS_KEY is; set it, or unset the other',
  ]);
  expect(problemsOf(parse(null, { ROLLCALL_TLS_CRT: 'own.crt' }))).toEqual([
    'environment: ROLLCALL_TLS_CRT: there is no such setting as "ROLLCALL_TLS_CRT"; did you mean ROLLCALL_TLS_CERT?',
  ]);
});

test.each([
  [
    'a key that everybody can read',
    tls('own.crt', 'world-open.key'),
    'rollcall.yaml:3: tls.key: the key can be read by others (mode 0644); chmod 640 the file',
  ],
  [
    'an end that is near',
    tls('soon.crt', 'soon.key'),
    'rollcall.yaml:2: tls.cert: expires on 2026-11-26, in 3 days; renew the certificate',
  ],
  [
    'a host that it is not for',
    tls('own.crt', 'own.key', 'hosts: [board]\n'),
    'rollcall.yaml:2: tls.cert: is not for "board", which is among hosts, and browsers will warn of it; have it issued for this name, too, or remove the name',
  ],
  [
    'no names at all',
    tls('client.crt', 'client.key'),
    'rollcall.yaml:2: tls.cert: names no host or address (subjectAltName), and no browser accepts that; have one issued for the name by which browsers reach Rollcall',
  ],
])('%s is a warning', (_title, yaml, line) => {
  const result = parse(yaml);
  expect(result.ok).toBe(true);
  expect(warningsOf(result)).toEqual([line]);
});

test('a key that a group can read is as on most servers', () => {
  expect(warningsOf(parse(tls('own.crt', 'group.key')))).toEqual([]);
});

test.each([
  [14.1, null],
  [14, 'expires on 2026-01-15, in 14 days'],
  [1.5, 'expires on 2026-01-02, in 1 day'],
  [0.1, 'expires on 2026-01-01, in less than a day'],
  [0, 'expired on 2026-01-01'],
  [-400, 'expired on 2024-11-27'],
])('%d days before its end', (days, said) => {
  const nowMs = Date.UTC(2026, 0, 1);
  expect(expiresSoon(nowMs + days * 86_400_000, nowMs)).toBe(said);
});
