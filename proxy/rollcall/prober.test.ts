import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { LxdClient } from '../lxd/client.ts';
import { connectAs, identityFor } from '../lxd/testing/connect.ts';
import { CLOSED_ORIGIN, startDeafServer, startLonelyServer } from '../lxd/testing/servers.ts';
import { selfSigned } from '../sim/certificates.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import { type Prober, createProber } from './prober.ts';
import type { ProbeFinding } from './state.ts';

type Target = { server_name: string; url: string };
type Found = { name: string; finding: ProbeFinding; by: string | null };

let sim: Sim;
let client: LxdClient;
let found: Found[];
let stop: AbortController;
/** The names of the present list. */
let listed: string[];

/** A prober that writes down what it finds. */
const probing = (through: LxdClient): Prober =>
  createProber({
    client: through,
    signal: stop.signal,
    isListed: (name) => listed.includes(name),
    onFinding: ({ server_name: name }, finding, server) =>
      void found.push({ name, finding, by: server?.info.serverName ?? null }),
  });

beforeEach(async () => {
  const started = await startSim({ members: 3, speed: 10 });
  onTestFinished(() => started.close());
  sim = started;
  client = connectAs(identityFor(sim));
  found = [];
  listed = ['node-1', 'node-2', 'node-3'];
  stop = new AbortController();
});

const targets = (): Target[] =>
  sim.endpoints.map((url, index) => ({ server_name: `node-${index + 1}`, url }));
const failureOf = (name: string): string | undefined =>
  found.flatMap((one) => (one.name === name && 'failure' in one.finding ? one.finding.failure.kind : []))[0];

describe('a probe', () => {
  it('of a member that is well tells how fast, in what version, and who answered', async () => {
    await probing(client).probe(targets());
    expect(found.map(({ name, by }) => `${name} is ${by}`).toSorted()).toEqual([
      'node-1 is node-1',
      'node-2 is node-2',
      'node-3 is node-3',
    ]);
    for (const { finding } of found)
      expect(finding).toEqual({ latencyMs: expect.any(Number), version: '5.21.7' });
  });

  it('tells one that left the cluster, one that is another, and one that is away', async () => {
    await sim.control.remove('node-2');
    const swapped = { server_name: 'node-3', url: sim.endpoints[0] ?? '' };
    await probing(client).probe([
      ...targets().slice(0, 2),
      swapped,
      { server_name: 'away', url: CLOSED_ORIGIN },
    ]);
    expect(failureOf('node-1')).toBeUndefined();
    // Its daemon goes on with a certificate of its own.
    expect(failureOf('node-2')).toBe('pin-mismatch');
    expect(failureOf('node-3')).toBe('other-member');
    expect(failureOf('away')).toBe('refused');
  });

  it('knows a renamed member whose server goes by its old name still', async () => {
    listed = ['node-1', 'node-2', 'renamed'];
    await probing(client).probe([{ server_name: 'renamed', url: sim.endpoints[2] ?? '' }]);
    expect(found).toMatchObject([{ name: 'renamed', finding: { version: '5.21.7' }, by: 'node-3' }]);
  });

  it('tells a server that is in no cluster', async () => {
    const certificate = await selfSigned({
      commonName: 'root@test',
      usage: 'server',
      fromMs: Date.now(),
      years: 1,
    });
    const { origin: url } = await startLonelyServer(certificate);
    const own = connectAs({ ...identityFor(sim), serverFingerprint: certificate.fingerprint });
    await probing(own).probe([{ server_name: 'lonely', url }]);
    expect(failureOf('lonely')).toBe('not-clustered');
  });

  it('of an address that is none is a finding, too', async () => {
    await probing(client).probe([{ server_name: 'odd', url: 'unix:///socket' }]);
    expect(found).toEqual([
      { name: 'odd', finding: { failure: expect.objectContaining({ kind: 'unreachable' }) }, by: null },
    ]);
  });

  it('needs no database', async () => {
    await sim.control.loseQuorum();
    await probing(client).probe(targets());
    expect(found.filter(({ finding }) => 'latencyMs' in finding)).toHaveLength(1);
  });
});

describe('a member', () => {
  it('is not probed while it is being probed, and is again afterwards', async () => {
    const prober = probing(client);
    await Promise.all([prober.probe(targets()), prober.probe(targets()), prober.probe(targets())]);
    expect(found).toHaveLength(3);
    await prober.probe(targets());
    expect(found).toHaveLength(6);
  });

  it('that hangs keeps no other waiting', async () => {
    const prober = probing(client);
    const hanging = prober.probe([{ server_name: 'frozen', url: await startDeafServer() }]);
    await prober.probe(targets());
    expect(found.map(({ name }) => name).toSorted()).toEqual(['node-1', 'node-2', 'node-3']);
    await hanging;
    expect(failureOf('frozen')).toBe('tls-timeout');
  });
});

it('probes a great many members a bounded number at a time, over several beats too', async () => {
  const [url = ''] = sim.endpoints;
  let inFlight = 0;
  let most = 0;
  const gate = Promise.withResolvers<void>();
  const counting: LxdClient = {
    ...client,
    async get(_origin, path, options) {
      inFlight += 1;
      most = Math.max(most, inFlight);
      await gate.promise;
      const answer = await client.get(url, path, options);
      inFlight -= 1;
      return answer;
    },
  };
  const prober = probing(counting);
  const many = Array.from({ length: 600 }, (_, index) => ({
    server_name: `member-${index}`,
    url: `https://member-${index}.example:8443`,
  }));
  const probed = Promise.all([prober.probe(many.slice(0, 300)), prober.probe(many), prober.probe(many)]);
  await expect.poll(() => inFlight, { timeout: 10_000 }).toBe(400);
  gate.resolve();
  await probed;
  expect(found).toHaveLength(600);
  expect(most).toBe(400);
});

it('finds nothing any more once it is stopped', async () => {
  const prober = probing(client);
  const pending = prober.probe(targets());
  stop.abort();
  await pending;
  expect(found).toEqual([]);
});
