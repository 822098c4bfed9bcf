import { createServer } from 'node:http';
import { mkdir } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { makePair } from '../config/testing/certificates.ts';
import { takeLock } from '../history/lock.ts';
import { startDeafServer, startLonelyServer, startPlainServer } from '../lxd/testing/servers.ts';
import { type Sim, type SimOptions, startSim } from '../sim/sim.ts';
import { worstOf } from './finding.ts';
import { type Ward, admit, clusterLines, grave, openWard, said } from './testing/ward.ts';

let ward: Ward;
beforeEach(async () => {
  ward = await openWard();
});
afterEach(() => ward.dispose());

async function start(options: SimOptions = {}): Promise<Sim> {
  const sim = await startSim({ members: 3, instances: 0, guise: 'lxd-5.21', speed: 10, ...options });
  onTestFinished(() => sim.close());
  return sim;
}

/** What there is to say about one endpoint that is not the cluster's. */
async function examineAt(origin: string): Promise<string[]> {
  const sim = await start({ members: 1 });
  await admit(ward, { ...sim, endpoints: [origin] });
  return said(await ward.examine(), 'dns', 'tcp', 'tls', 'pin', 'trust');
}

/** A cluster of which the first member is in the settings, and which all are to be found. */
async function settle(options: SimOptions = {}): Promise<Sim & { first: string }> {
  const sim = await start(options);
  const [first = ''] = sim.endpoints;
  await admit(ward, { ...sim, endpoints: [first] });
  return { ...sim, first };
}

test('a cluster that is well: each of its members is looked at, at its own address', async () => {
  const sim = await settle();
  const findings = await ward.examine();
  expect(grave(findings, 'problem')).toEqual([]);
  const servers = [`prod ${sim.first}`, ...[1, 2].map((n) => `prod node-${n + 1} ${sim.endpoints[n] ?? ''}`)];
  for (const server of servers) {
    const about = findings.filter(({ subject }) => subject === server);
    expect(about.map(({ check, finding }) => `${finding} ${check}`)).toEqual(
      ['tcp', 'tls', 'pin', 'trust', 'round-trip', 'clock'].map((check) => `ok ${check}`),
    );
    expect(about.every(({ cluster }) => cluster === 'prod')).toBe(true);
    const { skewMs = NaN, uncertaintyMs = NaN } = about.at(-1)?.figures ?? {};
    expect(Math.abs(skewMs)).toBeLessThanOrEqual(uncertaintyMs);
    expect(uncertaintyMs).toBeLessThan(500);
    expect(about.find(({ check }) => check === 'round-trip')?.figures['roundTripMs']).toBeGreaterThan(0);
  }
  expect(said(findings, 'members')).toEqual(['ok prod: 3 members on the list']);
  expect(said(findings, 'settings', 'files', 'data', 'disk').map((line) => line.split(' ')[0])).toEqual([
    'ok',
    'ok',
    'note',
    'ok',
  ]);
  expect(said(findings, 'client-certificate', 'cluster-certificate')).toEqual([
    expect.stringMatching(/^ok .*client\.crt: ours is valid until \d{4}-/),
    expect.stringMatching(/^ok prod: the cluster's is valid until \d{4}-/),
  ]);
});

describe('one member', () => {
  test('that is frozen takes TCP and never finishes TLS, which is said in these words', async () => {
    const { control, endpoints } = await settle();
    await control.freeze('node-2');
    const findings = await ward.examine();
    const node2 = `prod node-2 ${endpoints[1] ?? ''}`;
    expect(grave(findings, 'problem')).toEqual([`problem tls ${node2}`]);
    expect(said(findings, 'tls')).toContainEqual(
      expect.stringContaining(`problem ${node2}: TCP yes, TLS no: it takes the connection and says nothing`),
    );
    expect(findings.find(({ finding }) => finding === 'problem')?.remedy).toContain('frozen');
  });

  test('that is stopped has its port closed', async () => {
    const { control, endpoints } = await settle();
    await control.stop('node-3');
    const findings = await ward.examine();
    expect(grave(findings, 'problem')).toEqual([`problem tcp prod node-3 ${endpoints[2] ?? ''}`]);
    expect(said(findings, 'tcp')).toContainEqual(expect.stringContaining('the port is closed'));
  });

  test.each([
    [300, 'ahead of', 300_000],
    [-300, 'behind', -300_000],
  ])('whose clock is off by %d s', async (seconds, direction, expectedMs) => {
    const { control, endpoints } = await settle();
    await control.setClock('node-2', seconds);
    const findings = await ward.examine();
    expect(grave(findings, 'warning')).toContain(`warning clock prod node-2 ${endpoints[1] ?? ''}`);
    const clock = findings.find(({ check, finding }) => check === 'clock' && finding === 'warning');
    expect(clock?.what).toMatch(
      new RegExp(`^its clock is (5 min|4 min 59 s) ${direction} ours, give or take 0`),
    );
    const { skewMs = 0, uncertaintyMs = 0 } = clock?.figures ?? {};
    expect(Math.abs(skewMs - expectedMs)).toBeLessThanOrEqual(uncertaintyMs);
  });

  test('that talks nonsense', async () => {
    const { control } = await settle();
    await control.garbage('node-2', 'html-502');
    const findings = await ward.examine();
    expect(said(findings, 'trust')).toContainEqual(
      expect.stringMatching(/^problem prod node-2 .*HTTP 502, the body is not JSON/),
    );
  });
});

test('a client that is not trusted: by its fingerprint, and what to type', async () => {
  const { control } = await settle();
  await control.refuseCertificate(true);
  const findings = await ward.examine();
  const untrusted = findings.find(({ check }) => check === 'trust');
  expect(untrusted).toMatchObject({ finding: 'problem' });
  expect(untrusted?.what).toMatch(/^it does not trust our certificate \([0-9a-f]{64}\)$/);
  expect(untrusted?.remedy).toContain(
    `lxc config trust add ${ward.path('client.crt')} --name rollcall --restricted`,
  );
  // Its clock may be why.
  expect(said(findings, 'clock')).toHaveLength(1);
});

test('a wrong pin: both fingerprints, and what to do', async () => {
  const { first, serverFingerprint } = await settle();
  const pin = 'ab'.repeat(32);
  await ward.write(
    'rollcall.yaml',
    `clusters:\n${clusterLines('prod', [first], `serverFingerprint: "${pin}"`)}`,
  );
  const findings = await ward.examine();
  const wrong = findings.find(({ check }) => check === 'pin');
  expect(wrong).toMatchObject({ finding: 'problem' });
  expect(wrong?.what).toContain(serverFingerprint);
  expect(wrong?.what).toContain(pin);
  expect(wrong?.remedy).toContain('certificate_fingerprint');
  // Nothing is asked of a server that is not the one.
  expect(said(findings, 'trust', 'clock')).toEqual([]);
});

test('a cluster database without a majority: the list does not come, and who was known before is looked at', async () => {
  const { control, endpoints } = await settle();
  const others = endpoints.slice(1);
  await mkdir(ward.path('data'));
  await ward.write('data/prod.endpoints.json', JSON.stringify({ endpoints: others }));
  await Promise.all(['node-2', 'node-3'].map((name) => control.kill(name)));
  const findings = await ward.examine();
  expect(said(findings, 'members')).toEqual([
    expect.stringMatching(/^problem prod: the list of members can't be read: GET \/1\.0\/cluster\/members/),
  ]);
  expect(grave(findings, 'problem')).toEqual([
    'problem members prod',
    ...others.map((origin) => `problem tcp prod ${origin}`),
  ]);
});

describe('an endpoint', () => {
  test('whose name has no address', async () => {
    expect(await examineAt('https://no-such-host.invalid:8443')).toEqual([
      'problem prod https://no-such-host.invalid:8443: no-such-host.invalid has no address (ENOTFOUND)',
    ]);
  });

  test('whose name nobody tells in time', async () => {
    await admit(ward, { ...(await start({ members: 1 })), endpoints: ['https://slow.example:8443'] });
    const findings = await ward.examine(() => new Promise(() => {}));
    expect(said(findings, 'dns')).toEqual([expect.stringContaining('nobody says within 2000 ms')]);
  });

  test('whose name has an address is looked at under that name', async () => {
    const sim = await start({ members: 1 });
    const named = (sim.endpoints[0] ?? '').replace('127.0.0.1', 'localhost');
    await admit(ward, { ...sim, endpoints: [named] });
    const findings = await ward.examine(async () => ['127.0.0.1']);
    expect(said(findings, 'dns', 'pin')).toEqual([
      `ok prod ${named}: 127.0.0.1`,
      `ok prod ${named}: the certificate that is pinned`,
      expect.stringMatching(/^ok prod node-1 https:.*: the certificate that is pinned$/),
    ]);
  });

  test('that speaks plain HTTP', async () => {
    const server = createServer((_request, response) => void response.end('hello'));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    expect(await examineAt(`https://127.0.0.1:${portOf(server.address())}`)).toEqual([
      expect.stringMatching(/^ok .*connects in/),
      expect.stringMatching(/^problem .*TCP yes, TLS no: it speaks plain HTTP$/),
    ]);
  });

  test('that is another service', async () => {
    expect(await examineAt(await startPlainServer())).toEqual([
      expect.stringMatching(/^ok .*connects in/),
      expect.stringMatching(/^problem .*TCP yes, TLS no: not TLS as expected/),
    ]);
  });

  test('that is deaf', async () => {
    expect(await examineAt(await startDeafServer())).toEqual([
      expect.stringMatching(/^ok .*connects in/),
      expect.stringMatching(/^problem .*TCP yes, TLS no: it takes the connection and says nothing/),
    ]);
  });
});

const portOf = (address: AddressInfo | string | null): number =>
  typeof address === 'object' && address !== null ? address.port : 0;

test('certificates that have expired: ours, and the one that a server presents', async () => {
  const [from, until] = [new Date('2020-01-01'), new Date('2024-02-29')];
  const [ours, theirs] = await Promise.all([
    makePair('rollcall', from, until),
    makePair('root@lonely', from, until),
  ]);
  const { origin } = await startLonelyServer({ certPem: theirs.cert, keyPem: theirs.key });
  const restricted = { certPem: ours.cert, keyPem: ours.key };
  await admit(ward, { restricted, serverCertPem: theirs.cert, endpoints: [origin] });
  const findings = await ward.examine();
  expect(said(findings, 'client-certificate', 'cluster-certificate')).toEqual([
    expect.stringMatching(/^problem .*client\.crt: ours expired on 2024-02-29, and servers refuse it$/),
    expect.stringMatching(/^problem prod: the cluster's expired on 2024-02-29: Rollcall .* goes on/),
  ]);
  expect(said(findings, 'members')).toEqual(['note prod: this is a server on its own, in no cluster']);
});

test('when no endpoint is of use any more, those are looked at that an earlier run has learned', async () => {
  const sim = await start();
  const gone = 'https://127.0.0.1:1';
  await admit(ward, { ...sim, endpoints: [gone] });
  await mkdir(ward.path('data'));
  await ward.write('data/prod.endpoints.json', JSON.stringify({ endpoints: [sim.endpoints[1]] }));
  const findings = await ward.examine();
  expect(grave(findings, 'problem')).toEqual([`problem tcp prod ${gone}`]);
  expect(said(findings, 'trust')[0]).toMatch(`ok prod ${sim.endpoints[1] ?? ''}: trusts us: node-2`);
  expect(said(findings, 'members')).toEqual(['ok prod: 3 members on the list']);
});

test('of wrong settings every problem, and what is in order all the same', async () => {
  const { first } = await settle();
  await ward.write(
    'rollcall.yaml',
    `listen: nowhere\nclusters:\n${clusterLines('prod', [first])}${clusterLines('lab', ['http://a'])}`,
  );
  const findings = await ward.examine();
  expect(said(findings, 'settings')).toEqual([
    expect.stringMatching(
      /^problem rollcall\.yaml:\d+ clusters\[1\]\.endpoints\[0\]: "http:\/\/a" is not a https URL$/,
    ),
    'problem rollcall.yaml:1 listen: "nowhere" is not a listen address',
  ]);
  expect(findings.filter(({ check }) => check === 'settings').every(({ remedy }) => remedy)).toBe(true);
  expect(said(findings, 'members')).toEqual(['ok prod: 3 members on the list']);
});

test('settings that are no YAML, and none at all', async () => {
  await ward.write('rollcall.yaml', 'clusters: [');
  expect(said(await ward.examine(), 'settings')).toEqual([
    expect.stringMatching(/^problem rollcall\.yaml:1:\d+: not valid YAML/),
  ]);
  await ward.write('rollcall.yaml', 'listen: 127.0.0.1:0\n');
  const findings = await ward.examine();
  expect(findings.map(({ check, finding }) => `${finding} ${check}`)).toEqual(['note settings']);
  expect(worstOf(findings)).toBe('note');
});

test('Rollcall may be running: its lock is a note', async () => {
  await settle();
  const lock = takeLock(ward.path('data'), 12);
  onTestFinished(() => void (lock.ok && lock.value.release()));
  const findings = await ward.examine();
  expect(said(findings, 'lock')).toEqual([
    `note ${ward.path('data')}: Rollcall is running: process 12 uses it`,
  ]);
  expect(grave(findings, 'problem')).toEqual([]);
});
