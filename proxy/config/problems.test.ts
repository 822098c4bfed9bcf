import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  client,
  fileWith,
  GOOD_ENVIRONMENT,
  parse,
  problemsOf,
  SECRETS,
  warningsOf,
} from './testing/settings.ts';

const URL_REMEDY = 'write https://HOST:PORT, such as https://10.0.0.1:8443';
const NAME_REMEDY =
  'use 1 to 63 letters, digits, dots, hyphens and underscores, starting with a letter or digit';
const PATH_REMEDY = 'give the path of a PEM file, relative to /etc/rollcall';
const KEY_REMEDY = 'give the file that starts with -----BEGIN PRIVATE KEY-----';
const CERT_REMEDY = 'give the file that starts with -----BEGIN CERTIFICATE-----';
const LISTEN_REMEDY = 'write host:port, such as 127.0.0.1:8484 or [::1]:8484';

/** One wrong line in a file with one cluster, and what is said about it. */
test.each([
  ['name', 'name: a b', `3: clusters[0].name: "a b" can't be a cluster's name; ${NAME_REMEDY}`],
  ['name', 'name: a/b', `3: clusters[0].name: "a/b" can't be a cluster's name; ${NAME_REMEDY}`],
  ['name', 'name: []', '3: clusters[0].name: is a list; a single value is due'],
  ['name', 'name:', '3: clusters[0].name: is empty; give it a value or remove the line'],
  ['name', '', '3: clusters[0].name: is missing; add it: a single value is due'],
  [
    'endpoints',
    'endpoints: https://a',
    '4: clusters[0].endpoints: is the single value "https://a"; a list (lines that start with "- ") is due',
  ],
  [
    'endpoints',
    'endpoints: []',
    '4: clusters[0].endpoints: is an empty list; list at least one member, such as https://10.0.0.1:8443',
  ],
  [
    'endpoints',
    'endpoints: [http://a]',
    `4: clusters[0].endpoints[0]: "http://a" is not a https URL; ${URL_REMEDY}`,
  ],
  [
    'endpoints',
    'endpoints: ["10.0.0.1:8443"]',
    `4: clusters[0].endpoints[0]: "10.0.0.1:8443" is not a https URL; ${URL_REMEDY}`,
  ],
  [
    'endpoints',
    'endpoints: [https://a/1.0]',
    `4: clusters[0].endpoints[0]: "https://a/1.0" has a path in it; ${URL_REMEDY}`,
  ],
  [
    'endpoints',
    'endpoints: ["https://a?b"]',
    `4: clusters[0].endpoints[0]: "https://a?b" has a query or fragment in it; ${URL_REMEDY}`,
  ],
  [
    'endpoints',
    'endpoints: [https://u:pw@a]',
    '4: clusters[0].endpoints[0]: "https://***@a" has a user name or password in it; remove it: the client certificate is what identifies us',
  ],
  [
    'endpoints',
    'endpoints: [https://a, "https://A:8443/"]',
    '4: clusters[0].endpoints[1]: "https://a:8443" is listed twice; remove one of them',
  ],
  [
    'clientCert',
    'clientCert: nope.crt',
    `5: clusters[0].clientCert: can't read "nope.crt": no such file; ${PATH_REMEDY}`,
  ],
  [
    'clientCert',
    'clientCert: locked.crt',
    `5: clusters[0].clientCert: can't read "locked.crt": permission denied; ${PATH_REMEDY}`,
  ],
  [
    'clientCert',
    'clientCert: garbage.crt',
    `5: clusters[0].clientCert: is not a PEM certificate; ${CERT_REMEDY}`,
  ],
  [
    'clientCert',
    'clientCert: client.key',
    `5: clusters[0].clientCert: holds a private key, not a certificate; ${CERT_REMEDY}`,
  ],
  ['clientKey', 'clientKey: notes.txt', `6: clusters[0].clientKey: is not a PEM private key; ${KEY_REMEDY}`],
  [
    'clientKey',
    'clientKey: client.crt',
    `6: clusters[0].clientKey: holds a certificate, not a key; ${KEY_REMEDY}`,
  ],
  [
    'clientKey',
    'clientKey: encrypted.key',
    '6: clusters[0].clientKey: is a key with a passphrase; decrypt it: openssl pkey -in OLD.key -out NEW.key',
  ],
  [
    'clientKey',
    'clientKey: other.key',
    '6: clusters[0].clientKey: does not belong to the client certificate; give the key that was made together with clientCert',
  ],
  [
    'serverCert',
    'serverFingerprint: "12:34"',
    '7: clusters[0].serverFingerprint: is not a SHA-256 fingerprint (64 hexadecimal digits; this has 4 characters); copy it from `lxc info` (certificate_fingerprint), or give serverCert instead',
  ],
  [
    'serverCert',
    '',
    "3: clusters[0]: neither clusters[0].serverCert nor clusters[0].serverFingerprint is given; give the cluster's certificate (cluster.crt) or its SHA-256 fingerprint",
  ],
  [
    'extra',
    `serverFingerprint: ${'ab'.repeat(32)}`,
    '8: clusters[0].serverFingerprint: is given together with clusters[0].serverCert; keep one of the two',
  ],
  [
    'extra',
    'server_certs: x',
    '8: clusters[0].server_certs: there is no such setting; did you mean serverCert?',
  ],
  [
    'extra',
    'colour: blue',
    '8: clusters[0].colour: there is no such setting; use name, endpoints, clientCert, clientKey, serverCert, serverFingerprint',
  ],
])('%s as "%s"', (field, line, problem) => {
  // A first line above, so that a wrong line number can't be right by chance.
  const yaml = `listen: 127.0.0.1:80\n${fileWith({ [field]: line })}`;
  expect(problemsOf(parse(yaml))).toEqual([`rollcall.yaml:${problem}`]);
});

test.each([
  ['', '1: the file is empty; name the clusters in it, or remove the file'],
  ['- a\n- b\n', '1: is a list; a map (lines of "key: value") is due'],
  ['clusters: []', '1: clusters: is an empty list; name a cluster, or remove the line for the demo'],
  ['clusters: { name: a }', '1: clusters: is a map; a list (lines that start with "- ") is due'],
  ['clusters:\n  - prod', '2: clusters[0]: is the single value "prod"; a map (lines of "key: value") is due'],
  ['cluster: []', '1: cluster: there is no such setting; did you mean clusters?'],
  ['data: x\nlisten: 127.0.0.1', `2: listen: "127.0.0.1" is not a listen address; ${LISTEN_REMEDY}`],
  ['listen: "[::g]:80"', `1: listen: "[::g]:80" is not a listen address; ${LISTEN_REMEDY}`],
  ['listen: :70000', '1: listen: port 70000 is out of range; choose a port from 0 to 65535'],
  [
    'listen: 0.0.0.0:80',
    '1: listen: "0.0.0.0:80" is open to other machines, and nobody has to log in; listen on 127.0.0.1, say in access who may log in, or insist with --insecure-listen',
  ],
  [
    'listen: "[::]:80"',
    '1: listen: "[::]:80" is open to other machines, and nobody has to log in; listen on 127.0.0.1, say in access who may log in, or insist with --insecure-listen',
  ],
  [
    'listen: example.net:80',
    '1: listen: "example.net:80" is open to other machines, and nobody has to log in; listen on 127.0.0.1, say in access who may log in, or insist with --insecure-listen',
  ],
  [
    'intervals:\n  rollCall: 2',
    '2: intervals.rollCall: "2" is not a duration; give a number with its unit (ms, s, m, h or d), such as 500ms',
  ],
  ['intervals: { probe: 100ms }', '1: intervals.probe: "100ms" is out of range; choose from 500ms to 5m'],
  ['intervals: { probe: 6m }', '1: intervals.probe: "6m" is out of range; choose from 500ms to 5m'],
  ['intervals: { probes: 2s }', '1: intervals.probes: there is no such setting; did you mean probe?'],
  ['history: 400d', '1: history: is the single value "400d"; a map (lines of "key: value") is due'],
  ['history: { size: 4GB }', '1: history.size: there is no such setting; did you mean maxSize?'],
  [
    'history: { keep: { minute: 3d } }',
    '1: history.keep.minute: there is no such setting; did you mean minutes?',
  ],
  [
    'history:\n  keep:\n    changes: 400 days',
    '3: history.keep.changes: "400 days" is not a duration; give a number with its unit (ms, s, m, h or d), such as 1h',
  ],
  [
    'history:\n  keep: { changes: 5m }',
    '2: history.keep.changes: "5m" is out of range; choose from 1h to 3650d',
  ],
  [
    'history:\n  keep:\n    raw: 60d',
    '3: history.keep.raw: "60d" is longer than minutes, which is 30d; choose so that raw <= minutes <= quarters',
  ],
  [
    'history:\n  keep:\n    raw: 4d\n    minutes: 36h',
    '4: history.keep.minutes: "36h" is shorter than raw, which is 4d; choose so that raw <= minutes <= quarters',
  ],
  [
    'history:\n  keep:\n    quarters: 7d',
    '3: history.keep.quarters: "7d" is shorter than minutes, which is 30d; choose so that raw <= minutes <= quarters',
  ],
  [
    'history:\n  maxSize: 4',
    '2: history.maxSize: "4" is not a size; give a number with its unit (MB, GB, TB, MiB, GiB or TiB), such as 4GB',
  ],
  ['history:\n  maxSize: 10MB', '2: history.maxSize: "10MB" is out of range; choose from 64MB to 16TiB'],
  [
    'listen: a: b',
    '1:9: not valid YAML: a nested map on the line of its key (is a value with ": " unquoted?); correct the line',
  ],
  ['data: a\ndata: b', '2:1: not valid YAML: the same key twice; correct the line'],
])('the file %j', (yaml, problem) => {
  expect(problemsOf(parse(yaml))).toEqual([`rollcall.yaml:${problem}`]);
});

test('two clusters of one name', () => {
  const twice = fileWith() + fileWith().replace('clusters:\n', '');
  expect(problemsOf(parse(twice))).toEqual([
    'rollcall.yaml:7: clusters[1].name: "prod" is the name of an earlier cluster too; rename one of them',
  ]);
});

test.each([
  [
    { LXD_ENDPOINT: 'https://a' },
    'LXD_ENDPOINT: there is no such setting as "LXD_ENDPOINT"; did you mean LXD_ENDPOINTS?',
  ],
  [
    { ...GOOD_ENVIRONMENT, LXD_CLIENT_KEY: undefined },
    'LXD_CLIENT_KEY: is not set although LXD_ENDPOINTS, LXD_CLIENT_CERT, LXD_SERVER_CERT is; set it, or unset the others',
  ],
  [
    { ...GOOD_ENVIRONMENT, LXD_SERVER_FINGERPRINT: 'ab'.repeat(32) },
    'LXD_SERVER_FINGERPRINT: is given together with LXD_SERVER_CERT; keep one of the two',
  ],
  [
    { ...GOOD_ENVIRONMENT, LXD_ENDPOINTS: 'https://a,http://b' },
    `LXD_ENDPOINTS: "http://b" is not a https URL; ${URL_REMEDY}`,
  ],
  [
    { ...GOOD_ENVIRONMENT, LXD_CLUSTER_NAME: '-' },
    `LXD_CLUSTER_NAME: "-" can't be a cluster's name; ${NAME_REMEDY}`,
  ],
  [{ ROLLCALL_LOG_LEVEL: 'debgu' }, 'ROLLCALL_LOG_LEVEL: "debgu" is not a log level; use debug'],
])('the environment %j', (env, problem) => {
  expect(problemsOf(parse(null, env))).toEqual([`environment: ${problem}`]);
});

test('clusters in both places: which to remove', () => {
  expect(problemsOf(parse(fileWith(), GOOD_ENVIRONMENT))).toEqual([
    'rollcall.yaml:1: clusters: clusters are given here and in the environment; unset LXD_ENDPOINTS, LXD_CLIENT_CERT, LXD_CLIENT_KEY, LXD_SERVER_CERT, or remove clusters from rollcall.yaml',
  ]);
});

test('--config names a file that is not there', () => {
  expect(problemsOf(parse(null, {}, { config: '/nowhere.yaml' }))).toEqual([
    'command line: --config: can\'t read "/nowhere.yaml": no such file; give the path of a readable settings file',
  ]);
});

/** Key material where an operator may put it by mistake: pasted whole, in part, on one line, or as base64. */
const misplaced = fc.constantFrom(client.key, client.key.replaceAll('\n', ' '), ...SECRETS, SECRETS.join(''));

test('key material is never repeated, wherever it was put', () => {
  const fields = ['name', 'endpoints', 'clientCert', 'clientKey', 'serverCert', 'serverFingerprint'];
  const places = fc.constantFrom(...fields, 'key', 'listen', 'raw');
  fc.assert(
    fc.property(
      misplaced,
      places,
      fc.constantFrom(...Object.keys(GOOD_ENVIRONMENT)),
      (secret, place, variable) => {
        const quoted = JSON.stringify(secret);
        const yaml =
          place === 'raw'
            ? secret
            : place === 'listen'
              ? `listen: ${quoted}\n`
              : fileWith({
                  [place]:
                    place === 'key'
                      ? `${quoted}: x`
                      : place === 'endpoints'
                        ? `endpoints: [${quoted}]`
                        : `${place}: ${quoted}`,
                });
        const results = [parse(yaml), parse(null, { ...GOOD_ENVIRONMENT, [variable]: secret })];
        const told = results.flatMap((result) => [...problemsOf(result), ...warningsOf(result)]).join('\n');
        expect(told).not.toBe('');
        for (const line of SECRETS) expect(told).not.toContain(line);
      },
    ),
  );
});
