import { describe, expect, test } from 'vitest';
import {
  client,
  fileWith,
  GOOD_ENVIRONMENT,
  NOW_MS,
  parse,
  problemsOf,
  server,
  warningsOf,
} from './testing/settings.ts';

const DAY_MS = 86_400_000;

const cluster = {
  key: 'prod',
  name: 'prod',
  from: 'file',
  endpoints: ['https://10.0.0.1:8443'],
  clientCertPem: client.cert,
  clientKeyPem: client.key,
  serverFingerprint: server.fingerprint,
  clientCertNotAfterMs: Date.UTC(2036, 0, 1),
  serverCertNotAfterMs: Date.UTC(2036, 0, 1),
  files: {
    clientCert: '/etc/rollcall/client.crt',
    clientKey: '/etc/rollcall/client.key',
    serverCert: '/etc/rollcall/cluster.crt',
  },
};

test('of wrong settings what could be understood remains, to be examined', () => {
  const second = fileWith({ name: 'name: lab', clientKey: 'clientKey: other.key' }).replace(
    'clusters:\n',
    '',
  );
  expect(parse(`listen: nonsense\ndata: state\n${fileWith()}${second}`)).toMatchObject({
    ok: false,
    remains: {
      dataDir: '/etc/rollcall/state',
      listen: { host: '127.0.0.1', port: 8484 },
      clusters: [cluster],
    },
  });
});

describe('good settings', () => {
  test('nothing set: the demo, on the loopback address', () => {
    const config = {
      listen: { host: '127.0.0.1', port: 8484 },
      insecureListen: false,
      hosts: [],
      tls: null,
      publicUrl: null,
      trustedProxies: [],
      access: null,
      dataDir: '/etc/rollcall/data',
      logLevel: 'info',
      rollCallIntervalMs: 2000,
      probeIntervalMs: 2000,
      history: {
        retention: {
          changesMs: 400 * DAY_MS,
          rawMs: 2 * DAY_MS,
          minuteMs: 30 * DAY_MS,
          quarterMs: 400 * DAY_MS,
          maxBytes: 4 * 2 ** 30,
        },
      },
      clusters: [],
      file: null,
      source: 'defaults',
    };
    expect(parse(null)).toEqual({ ok: true, config, warnings: [] });
  });

  test('a file, with paths relative to it', () => {
    const yaml = `listen: "[::1]:80"\ndata: ../state\nintervals: { rollCall: 500ms, probe: 1.5m }\n${fileWith()}`;
    expect(parse(yaml)).toMatchObject({
      ok: true,
      config: {
        listen: { host: '::1', port: 80 },
        dataDir: '/etc/state',
        rollCallIntervalMs: 500,
        probeIntervalMs: 90_000,
        clusters: [cluster],
        file: '/etc/rollcall/rollcall.yaml',
        source: 'rollcall.yaml',
      },
      warnings: [],
    });
  });

  test('the environment', () => {
    const env = {
      ...GOOD_ENVIRONMENT,
      ROLLCALL_LOG_LEVEL: 'DEBUG',
      ROLLCALL_DATA: '/srv',
      ROLLCALL_LISTEN: ':9000',
    };
    const endpoints = ['https://10.0.0.1:8443', 'https://10.0.0.2:8443'];
    expect(parse(null, env)).toMatchObject({
      ok: true,
      config: {
        listen: { host: '127.0.0.1', port: 9000 },
        dataDir: '/srv',
        logLevel: 'debug',
        clusters: [{ ...cluster, key: 'lxd', name: 'lxd', from: 'environment', endpoints }],
        source: 'environment',
      },
    });
  });

  test('the environment wins over the file for listen and data', () => {
    const yaml = `listen: 127.0.0.1:1\ndata: file-data\n${fileWith()}`;
    expect(parse(yaml, { ROLLCALL_LISTEN: '127.0.0.1:2', ROLLCALL_DATA: 'env-data' })).toMatchObject({
      config: {
        listen: { port: 2 },
        dataDir: '/etc/rollcall/env-data',
        source: 'rollcall.yaml, environment',
      },
    });
  });

  test('the names of hosts, and that of the address to listen on', () => {
    const file = `hosts: [Rollcall.Example.ORG., board]\n${fileWith()}`;
    expect(parse(file)).toMatchObject({ ok: true, config: { hosts: ['rollcall.example.org', 'board'] } });
    const env = { ROLLCALL_HOSTS: 'wall.example.org, board', ROLLCALL_LISTEN: 'localhost:80' };
    expect(parse(file, env)).toMatchObject({
      ok: true,
      config: { hosts: ['wall.example.org', 'board', 'localhost'] },
    });
    expect(problemsOf(parse(null, { ROLLCALL_HOSTS: 'https://board:80,*' }))).toEqual([
      expect.stringMatching(/^environment: ROLLCALL_HOSTS: "https:\/\/board:80" is not a host name; give /),
      expect.stringMatching(/^environment: ROLLCALL_HOSTS: "\*" is not a host name; give /),
    ]);
    expect(problemsOf(parse(`hosts: []\n${fileWith()}`))).toEqual([
      'rollcall.yaml:1: hosts: is an empty list; list a name, such as rollcall.example.org, or remove the line',
    ]);
    expect(problemsOf(parse(`hosts: board\n${fileWith()}`))).toEqual([
      'rollcall.yaml:1: hosts: is the single value "board"; a list (lines that start with "- ") is due',
    ]);
  });

  test('how long the past is kept, in any unit; what is not written is as by default', () => {
    const yaml = 'history: { keep: { changes: 1.5d, raw: 90m, minutes: 12 h }, maxSize: 1.5GiB }';
    expect(parse(yaml)).toMatchObject({
      ok: true,
      config: {
        history: {
          retention: {
            changesMs: 1.5 * DAY_MS,
            rawMs: 5_400_000,
            minuteMs: 43_200_000,
            quarterMs: 400 * DAY_MS,
            maxBytes: 1.5 * 2 ** 30,
          },
        },
      },
    });
  });

  test.each([
    ['64MB', 64_000_000],
    ['64MiB', 67_108_864],
    ['2 tb', 2_000_000_000_000],
    ['700000kB', 700_000_000],
    ['80000000B', 80_000_000],
  ])('a size of %s', (maxSize, maxBytes) => {
    const result = parse(`history: { maxSize: ${maxSize} }`);
    expect(result.ok && result.config.history.retention.maxBytes).toBe(maxBytes);
  });

  test('a fingerprint in place of the certificate, as openssl writes it', () => {
    const colons = server.fingerprint.toUpperCase().replace(/(..)(?!$)/g, '$1:');
    expect(parse(fileWith({ serverCert: `serverFingerprint: "${colons}"` }))).toMatchObject({
      config: {
        clusters: [
          { serverFingerprint: server.fingerprint, serverCertNotAfterMs: null, files: { serverCert: null } },
        ],
      },
    });
  });

  test('blank variables are no settings', () => {
    expect(parse(fileWith(), { LXD_ENDPOINTS: '', LXD_CLIENT_KEY: ' ' })).toMatchObject({
      ok: true,
      config: { clusters: [cluster] },
    });
  });

  test('several clusters keep their order', () => {
    const second = fileWith({ name: 'name: lab' }).replace('clusters:\n', '');
    const result = parse(fileWith() + second);
    expect(result.ok && result.config.clusters.map(({ name }) => name)).toEqual(['prod', 'lab']);
  });
});

test('every problem is told at once', () => {
  const yaml = `listen: nowhere\n${fileWith({ name: 'name: a b', serverCert: 'serverCrt: x', clientKey: '' })}`;
  expect(problemsOf(parse(yaml, { ROLLCALL_LOG_LEVEL: 'loud' }))).toHaveLength(6);
});

describe('warnings', () => {
  test.each([
    [
      'a key that others can read',
      parse(fileWith({ clientKey: 'clientKey: open.key' })),
      'rollcall.yaml:5: clusters[0].clientKey: the key can be read by others (mode 0644); chmod 600 the file',
    ],
    [
      'an expired client certificate',
      parse(fileWith({ clientCert: 'clientCert: expired.crt', clientKey: 'clientKey: expired.key' })),
      'rollcall.yaml:4: clusters[0].clientCert: expired on 2026-01-01; renew the certificate',
    ],
    [
      'a server certificate from the future',
      parse(null, { ...GOOD_ENVIRONMENT, LXD_SERVER_CERT: 'early.crt' }),
      "environment: LXD_SERVER_CERT: is valid only from 2036-01-01 on; check this machine's clock",
    ],
    [
      'an address open to others, insisted upon',
      parse(null, { ROLLCALL_LISTEN: '0.0.0.0:80' }, { insecureListen: true }),
      'environment: ROLLCALL_LISTEN: INSECURE: "0.0.0.0:80" is open to other machines, and nobody has to log in; everyone who can reach this address sees everything',
    ],
  ])('%s', (_title, result, line) => {
    expect(result.ok).toBe(true);
    expect(warningsOf(result)).toEqual([line]);
  });

  test('an expired certificate says until when it was good', () => {
    const result = parse(
      fileWith({ clientCert: 'clientCert: expired.crt', clientKey: 'clientKey: expired.key' }),
    );
    expect(result.ok && result.config.clusters[0]?.clientCertNotAfterMs).toBeLessThan(NOW_MS);
  });
});
