import { generateKeyPairSync } from 'node:crypto';
import type { Files } from '../files.ts';
import { type ConfigResult, type ConfigSources, parseConfig } from '../parse-config.ts';
import { formatProblem } from '../problems.ts';
import { makePair } from './certificates.ts';

export const NOW_MS = Date.UTC(2026, 10, 23);
const [PAST, FUTURE, LONG_AGO] = [new Date('2026-01-01'), new Date('2036-01-01'), new Date('2020-01-01')];

export const client = await makePair('rollcall', PAST, FUTURE);
export const server = await makePair('cluster', PAST, FUTURE);
const expired = await makePair('expired', LONG_AGO, PAST);
const early = await makePair('early', FUTURE, new Date('2040-01-01'));
export const own = await makePair('rollcall', PAST, FUTURE, ['Rollcall.example.org', '*.example.org']);
const soon = await makePair('soon', PAST, new Date(NOW_MS + 3.5 * 86_400_000), ['rollcall.example.org']);
const encryptedKey = generateKeyPairSync('ec', {
  namedCurve: 'P-256',
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'secret' },
}).privateKey;

/** The files of the tests' world; all keys have mode 0600, except the open one. */
const FILES: Record<string, string> = {
  '/etc/rollcall/client.crt': client.cert,
  '/etc/rollcall/client.key': client.key,
  '/etc/rollcall/open.key': client.key,
  '/etc/rollcall/cluster.crt': server.cert,
  '/etc/rollcall/other.key': server.key,
  '/etc/rollcall/expired.crt': expired.cert,
  '/etc/rollcall/expired.key': expired.key,
  '/etc/rollcall/early.crt': early.cert,
  '/etc/rollcall/encrypted.key': encryptedKey,
  '/etc/rollcall/garbage.crt': '-----BEGIN CERTIFICATE-----\nZ2FyYmFnZQ==\n-----END CERTIFICATE-----\n',
  '/etc/rollcall/notes.txt': 'not a key',
  '/etc/rollcall/own.crt': own.cert,
  '/etc/rollcall/own.key': own.key,
  '/etc/rollcall/group.key': own.key,
  '/etc/rollcall/world-open.key': own.key,
  '/etc/rollcall/own-damaged-chain.crt': `${own.cert}\n-----BEGIN CERTIFICATE-----\nZ2FyYmFnZQ==\n-----END CERTIFICATE-----\n`,
  '/etc/rollcall/own-chain-first.crt': `${server.cert}\n${own.cert}`,
  '/etc/rollcall/soon.crt': soon.cert,
  '/etc/rollcall/soon.key': soon.key,
  '/etc/rollcall/early.key': early.key,
  '/etc/rollcall/oidc.secret': 'the secret of the file\n',
  '/etc/rollcall/open.secret': 'the secret of the file\n',
  '/etc/rollcall/empty.secret': '\n',
};

/** Every line of key material (but for remnants too short to tell anything): none may ever be told. */
export const SECRETS = [
  client.key,
  server.key,
  expired.key,
  own.key,
  soon.key,
  early.key,
  encryptedKey,
].flatMap((pem) => pem.split('\n').filter((line) => line.length >= 48 && !line.startsWith('-----')));

/** Parses settings as if rollcall.yaml had this text (`null`: there is no such file), in /etc/rollcall. */
export function parse(
  yaml: string | null,
  env: ConfigSources['env'] = {},
  flags: ConfigSources['flags'] = {},
): ConfigResult {
  const world = yaml === null ? FILES : { ...FILES, '/etc/rollcall/rollcall.yaml': yaml };
  const text = new Map(Object.entries(world));
  const files: Files = {
    read: (path) => text.get(path) ?? fail(path === '/etc/rollcall/locked.crt' ? 'EACCES' : 'ENOENT'),
    mode: (path) =>
      /open\.(?:key|secret)$/.test(path) ? 0o100_644 : path.endsWith('group.key') ? 0o100_640 : 0o100_600,
  };
  return parseConfig({ env, flags, cwd: '/etc/rollcall', files, nowMs: NOW_MS });
}

function fail(code: string): never {
  throw Object.assign(new Error(code), { code });
}

/** What was found wrong, as the operator reads it. */
export function problemsOf(result: ConfigResult): string[] {
  return result.ok ? [] : result.problems.map(formatProblem);
}

export function warningsOf(result: ConfigResult): string[] {
  return result.warnings.map(formatProblem);
}

/** A file with one good cluster, of which single lines can be replaced (or removed by ''). */
export function fileWith(lines: Record<string, string> = {}): string {
  const good: Record<string, string> = {
    name: 'name: prod',
    endpoints: 'endpoints: ["https://10.0.0.1:8443"]',
    clientCert: 'clientCert: client.crt',
    clientKey: 'clientKey: client.key',
    serverCert: 'serverCert: cluster.crt',
  };
  const body = Object.values({ ...good, ...lines }).filter((line) => line !== '');
  return `clusters:\n  - ${body.join('\n    ')}\n`;
}

/** The same good cluster by the environment. */
export const GOOD_ENVIRONMENT = {
  LXD_ENDPOINTS: 'https://10.0.0.1:8443, https://10.0.0.2',
  LXD_CLIENT_CERT: 'client.crt',
  LXD_CLIENT_KEY: 'client.key',
  LXD_SERVER_CERT: 'cluster.crt',
};
