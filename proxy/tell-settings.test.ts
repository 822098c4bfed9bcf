import { describe, expect, it } from 'vitest';
import { cheapHash } from './access/testing/cheap-hash.ts';
import type { Config } from './config/config.ts';
import { SECRETS, client, fileWith, own, parse } from './config/testing/settings.ts';
import { remnantFinder } from './testing/key-remnants.ts';
import { type Running, tellSettings } from './tell-settings.ts';
import { NOW_MS, snapshotOf } from './wire/testing/scenes.ts';
import { SettingsAnswer } from './wire/settings.ts';

const HASH = cheapHash('correct horse');
const CLIENT_SECRET = 'the-client-secret-of-the-provider';

/** All that can be set, each secret of which would be known again. */
const FULL = `
listen: 0.0.0.0:8484
publicUrl: https://rollcall.example.org
trustedProxies: [10.0.0.0/8]
hosts: [board]
tls: { cert: own.crt, key: own.key }
access:
  accounts:
    - { name: ana-the-operator, password: "${HASH}", role: operator }
    - { name: ben, password: "${HASH}", role: viewer }
    - { name: cid, password: "${HASH}", role: viewer }
  oidc:
    issuer: https://sso.example.org/realms/main
    clientId: rollcall-client-id
    rolesClaim: secret-claim
    roles: { operator: [secret-group] }
  header: { name: X-Forwarded-User, from: [127.0.0.1], operators: [secret-person] }
${fileWith()}`;

function configOf(yaml: string | null, env: Record<string, string> = {}): Config {
  const result = parse(yaml, env);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.config;
}
const full = (): Config => configOf(FULL, { ROLLCALL_OIDC_CLIENT_SECRET: CLIENT_SECRET });

const runningWith = (config: Config, differs: Partial<Running> = {}): Running => ({
  version: '1.2.3',
  startedAtMs: NOW_MS - 60_000,
  nowMs: NOW_MS,
  clusters: config.clusters.map((cluster) => ({ cluster, snapshot: snapshotOf() })),
  pair: config.tls?.pair ?? null,
  port: null,
  file: { path: '/srv/rollcall.db', bytes: 4096 },
  ...differs,
});

describe('what is told of the settings', () => {
  it('has no secret, wherever one may stand', () => {
    const config = full();
    // What is looked for is there to be found.
    expect(config.access?.oidc?.clientSecret).toBe(CLIENT_SECRET);
    expect(config.access?.accounts[0]?.password).toBe(HASH);
    expect(config.tls?.pair.keyPem).toBe(own.key);
    expect(config.clusters[0]?.clientKeyPem).toBe(client.key);
    const told = JSON.stringify(tellSettings(config, runningWith(config)));
    for (const secret of [...SECRETS, HASH, HASH.split('$').at(-1) ?? HASH, CLIENT_SECRET, 'PRIVATE KEY'])
      expect(told).not.toContain(secret);
    for (const { key } of [client, own]) expect(remnantFinder(key)(told)).toBeNull();
    // Nor what would help to guess one, or where keys lie.
    for (const hint of [
      'ana-the-operator',
      'rollcall-client-id',
      'secret-',
      'client.key',
      'own.key',
      'BEGIN',
    ])
      expect(told).not.toContain(hint);
  });

  it('has nothing that is added to the settings and not to the list of what is told', () => {
    const config = full();
    const [cluster] = config.clusters;
    const { tls, access } = config;
    const oidc = access?.oidc ?? null;
    if (cluster === undefined || tls === null || access === null || oidc === null) throw new Error('less');
    const more = { passphrase: 'LEAK' };
    const fuller: Config = {
      ...config,
      ...more,
      access: {
        ...access,
        ...more,
        sessions: { ...access.sessions, ...more },
        oidc: { ...oidc, ...more },
      },
      history: { retention: { ...config.history.retention, ...more } },
      clusters: [{ ...cluster, ...more }],
      tls: { ...tls, pair: { ...tls.pair, ...more } },
    };
    expect(JSON.stringify(fuller)).toContain('LEAK');
    expect(JSON.stringify(tellSettings(fuller, runningWith(fuller)))).not.toContain('LEAK');
  });

  it('is all of what operators ask for, in the shape of the contract', () => {
    const config = full();
    const told = tellSettings(config, runningWith(config));
    expect(SettingsAnswer.parse(told)).toEqual(told);
    expect(told).toMatchObject({
      nowMs: NOW_MS,
      clusters: [{ key: 'prod', from: 'file', endpoints: ['https://10.0.0.1:8443'] }],
      access: {
        logIn: {
          accounts: { operator: 1, viewer: 2 },
          provider: { host: 'sso.example.org' },
          header: { name: 'x-forwarded-user', from: ['127.0.0.1'] },
          sessions: { idleMs: 43_200_000 },
        },
        listen: '0.0.0.0:8484',
        loopback: false,
        publicUrl: 'https://rollcall.example.org',
        trustedProxies: ['10.0.0.0/8'],
        tls: { fingerprint: own.fingerprint },
      },
      record: { store: 'sqlite', file: '/srv/rollcall.db', bytes: 4096 },
      program: {
        version: '1.2.3',
        configFile: '/etc/rollcall/rollcall.yaml',
        source: 'rollcall.yaml, environment',
      },
    });
    expect(told.access.hosts).toContain('board');
  });

  it('is what is in use, and not what was there at the start', () => {
    const config = full();
    const [cluster] = config.clusters;
    if (cluster === undefined) throw new Error('no cluster');
    const pin = 'cd'.repeat(32);
    const grant = { kind: 'unrestricted' as const, projects: [], groups: [] };
    const told = tellSettings(config, {
      ...runningWith(config),
      clusters: [
        {
          cluster: { ...cluster, serverFingerprint: pin, clientCertNotAfterMs: 1 },
          snapshot: snapshotOf({ trust: { pin, grant, others: [] } }),
        },
      ],
      port: 49_152,
    });
    expect(told.clusters).toMatchObject([{ pin, grant, clientNotAfterMs: 1 }]);
    expect(told.access.listen).toBe('0.0.0.0:49152');
  });

  it('says where a cluster is configured, and that there is no file', () => {
    const config = configOf(null, {
      LXD_ENDPOINTS: 'https://10.0.0.1:8443',
      LXD_CLIENT_CERT: 'client.crt',
      LXD_CLIENT_KEY: 'client.key',
      LXD_SERVER_CERT: 'cluster.crt',
    });
    expect(tellSettings(config, runningWith(config, { file: null }))).toMatchObject({
      clusters: [{ key: 'lxd', from: 'environment' }],
      access: { logIn: null, loopback: true, tls: null },
      record: { store: 'memory', file: null, bytes: null },
      program: { configFile: null, source: 'environment' },
    });
  });
});
