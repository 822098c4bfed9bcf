import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ClusterConfig } from './config/config.ts';
import type { ConfigResult } from './config/parse-config.ts';
import { SECRETS, client, fileWith, own, parse } from './config/testing/settings.ts';
import { type IdentityKeeper, keepIdentities } from './identity-keeper.ts';

const EVERY_MS = 5000;
const OLD = fileWith();
const RENEWED = fileWith({ clientCert: 'clientCert: own.crt', clientKey: 'clientKey: own.key' });
const HALF = fileWith({ clientKey: 'clientKey: own.key' });
const ACCEPTED = fileWith({ serverCert: `serverFingerprint: ${'ab'.repeat(32)}` });

let now: ConfigResult;
let used: ClusterConfig[];
let logged: { level: number; msg: string }[];
let keeper: IdentityKeeper;

const clustersIn = (settings: ConfigResult): ClusterConfig[] => (settings.ok ? settings.config.clusters : []);
beforeEach(() => {
  vi.useFakeTimers();
  now = parse(OLD);
  [used, logged] = [[], []];
  keeper = keepIdentities({
    clusters: clustersIn(now),
    readSettings: () => now,
    use: (cluster) => void used.push(cluster),
    log: pino({ base: null }, { write: (line: string) => void logged.push(JSON.parse(line)) }),
    everyMs: EVERY_MS,
  });
});
afterEach(() => {
  keeper.stop();
  vi.useRealTimers();
});
const find = (yaml: string, times = 1): void => {
  now = parse(yaml);
  vi.advanceTimersByTime(times * EVERY_MS);
};

it('takes up a renewed certificate, once, and says until when it is valid', () => {
  find(OLD, 3);
  expect(used).toEqual([]);
  find(RENEWED, 3);
  expect(used.map(({ key, clientCertPem }) => [key, clientCertPem])).toEqual([['prod', own.cert]]);
  expect(logged).toMatchObject([
    { msg: 'a new client certificate is in use', cluster: 'prod', validUntil: '2036-01-01' },
  ]);
  find(OLD);
  expect(used.at(-1)?.clientCertPem).toBe(client.cert);
});

it('takes up a certificate of the cluster that was accepted, with both fingerprints in the log', () => {
  const before = clustersIn(now)[0]?.serverFingerprint;
  find(ACCEPTED);
  expect(used.map(({ serverFingerprint }) => serverFingerprint)).toEqual(['ab'.repeat(32)]);
  expect(logged).toMatchObject([
    { msg: 'the settings accept another certificate of the cluster', before, after: 'ab'.repeat(32) },
  ]);
});

it('leaves what is in use while only one of two files is new, and says so when that lasts', () => {
  find(HALF);
  expect(logged).toEqual([]);
  find(HALF, 4);
  expect(used).toEqual([]);
  expect(logged.map(({ level, msg }) => [level, msg])).toEqual([
    [40, 'the settings can not be used as they are now; what they said before stays in force'],
  ]);
  find(RENEWED);
  expect(used).toHaveLength(1);
  for (const secret of SECRETS) expect(JSON.stringify(logged)).not.toContain(secret);
});

it('says once that other clusters take a restart', () => {
  find(fileWith({ name: 'name: lab' }), 3);
  expect(used).toEqual([]);
  expect(logged).toMatchObject([
    {
      msg: 'the settings name other clusters now; start Rollcall again to have them',
      clusters: 'lab',
    },
  ]);
});

it('looks no more once it is stopped', () => {
  keeper.stop();
  find(RENEWED, 3);
  expect(used).toEqual([]);
});
