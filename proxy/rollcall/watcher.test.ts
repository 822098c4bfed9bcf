import { type TestContext, describe, it, vi } from 'vitest';
import { identityFor } from '../lxd/testing/connect.ts';
import { startLonelyServer } from '../lxd/testing/servers.ts';
import { selfSigned } from '../sim/certificates.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import { type Watching, watch } from './testing/watch.ts';

// For a machine that is busy with other things: each wait below has its own, shorter limit.
vi.setConfig({ testTimeout: 40_000 });

const SOON = { timeout: 15_000 };

const probeStates = ({ latest }: Watching): string[] => latest().members.map(({ probe }) => probe.state);

/** There is a list, and all in it answer. */
const isSettled = (watching: Watching): boolean =>
  watching.latest().members.length > 0 && probeStates(watching).every((state) => state === 'answering');

/** A cluster of three, and the way to watch it from some of its addresses. */
async function begin(context: TestContext) {
  const sim: Sim = await startSim({ members: 3, speed: 10 });
  const { expect, onTestFinished } = context;
  onTestFinished(() => sim.close());
  return {
    expect,
    sim,
    settled: (watching: Watching) => expect.poll(() => isSettled(watching), SOON).toBe(true),
    urlOf: (number: number): string => sim.endpoints[number - 1] ?? '',
    watchFrom: (endpoints: readonly string[], intervalMs = 200): Watching =>
      watch(context, { identity: identityFor(sim), endpoints, intervalMs }),
  };
}

describe.concurrent('a cluster that is well', () => {
  it('is seen whole, from one address', async (context) => {
    const { expect, urlOf, watchFrom, settled } = await begin(context);
    const watching = watchFrom([urlOf(2)]);
    expect(watching.latest().parts.members.status).toBe('pending');
    await settled(watching);
    expect(watching.latest()).toMatchObject({
      cluster: { product: 'lxd', serverVersion: '5.21.7', clustered: true, answeringMember: 'node-2' },
      parts: {
        server: { status: 'ok' },
        cluster: { status: 'ok' },
        members: { status: 'ok' },
        groups: { status: 'ok' },
      },
      groups: [{ name: 'default' }],
      leadership: { member: 'node-1', since: { witnessed: false } },
      certificates: { clientNotAfterMs: null, serverNotAfterMs: expect.any(Number) },
    });
    expect(watching.learned().toSorted()).toEqual([urlOf(1), urlOf(3)].toSorted());
  });

  it('is asked for its list by one call a beat, not by one for each member', async (context) => {
    const { expect, sim, watchFrom, settled } = await begin(context);
    const watching = watchFrom(sim.endpoints);
    await settled(watching);
    await sim.control.clearRequests();
    const before = watching.snapshots.length;
    const readings = (): number =>
      new Set(watching.snapshots.slice(before).map(({ parts }) => parts.members.observedAtMs)).size;
    await expect.poll(readings, SOON).toBeGreaterThan(4);
    const lists = (await sim.control.requests()).filter(({ path }) =>
      path.startsWith('/1.0/cluster/members?'),
    );
    // One may be under way.
    expect(lists.length).toBeLessThanOrEqual(readings() + 1);
  });

  it('is published twice a beat while nothing happens: the list, and the round of probes', async (context) => {
    const { expect, sim, watchFrom, settled } = await begin(context);
    const watching = watchFrom(sim.endpoints, 1000);
    await settled(watching);
    const before = watching.snapshots.length;
    const lists = (): number =>
      new Set(watching.snapshots.slice(before).map(({ parts }) => parts.members.observedAtMs)).size;
    await expect.poll(lists, { timeout: 20_000 }).toBeGreaterThan(5);
    // Probes have a jitter of their own: now and then a round is cut in two by a list.
    expect(watching.snapshots.length - before).toBeLessThanOrEqual(2 * lists() + 3);
  });

  it('is published again with each beat, each time with its own time', async (context) => {
    const { expect, sim, watchFrom } = await begin(context);
    const watching = watchFrom(sim.endpoints);
    await expect.poll(() => watching.snapshots.length, SOON).toBeGreaterThan(8);
    const times = watching.snapshots.map(({ observedAtMs }) => observedAtMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });
});

describe.concurrent('an address at which another certificate is presented', () => {
  it('is told of, when others are asked in its place', async (context) => {
    const { expect, urlOf, watchFrom, settled } = await begin(context);
    const certificate = await selfSigned({
      commonName: 'root@test',
      usage: 'server',
      fromMs: Date.now(),
      years: 1,
    });
    const stranger = await startLonelyServer(certificate, context.onTestFinished);
    const watching = watchFrom([stranger.origin, urlOf(1)]);
    await settled(watching);
    expect(new Set(watching.mismatches)).toEqual(new Set([stranger.origin]));
  });
});

describe.concurrent('a server without cluster groups', () => {
  it('is not asked for them, and that is said', async (context) => {
    const { expect, sim } = await begin(context);
    const watching = watch(context, {
      identity: identityFor(sim),
      endpoints: sim.endpoints,
      alter: (path, body) => (path === '/1.0' ? body.replace('"clustering_groups"', '"other_groups"') : body),
    });
    await expect.poll(() => watching.latest().parts.members.status, SOON).toBe('ok');
    await expect
      .poll(() => watching.latest().parts.groups, SOON)
      .toMatchObject({ status: 'unsupported', failure: { kind: 'not-implemented' } });
    expect(watching.asked.map(({ path }) => path)).not.toContain('/1.0/cluster/groups?recursion=1');
  });
});

describe.concurrent('an event', () => {
  it('hastens a roll call that is far away', async (context) => {
    const { expect, sim, watchFrom, settled } = await begin(context);
    const watching = watchFrom(sim.endpoints, 60_000);
    await settled(watching);
    await expect
      .poll(
        async () => (await sim.control.requests()).filter(({ path }) => path.includes('events')).length,
        SOON,
      )
      .toBe(1);
    await sim.control.setDescription('node-3', 'spare parts');
    await expect.poll(() => watching.member('node-3').description, { timeout: 2000 }).toBe('spare parts');
  });

  it('that comes during a roll call leads to another one', async (context) => {
    const { expect, sim, watchFrom } = await begin(context);
    await Promise.all(['node-1', 'node-2', 'node-3'].map((name) => sim.control.slow(name, 400)));
    const watching = watchFrom(sim.endpoints, 60_000);
    const asked = async (path: string): Promise<number> =>
      (await sim.control.requests()).filter((request) => request.path.startsWith(path)).length;
    await expect.poll(() => asked('/1.0/events'), SOON).toBe(1);
    await expect.poll(() => asked('/1.0/cluster/groups'), SOON).toBe(1);
    await sim.control.setDescription('node-3', 'spare parts');
    await expect.poll(() => watching.latest().members[2]?.description, SOON).toBe('spare parts');
  });

  it('of a burst makes no burst of roll calls', async (context) => {
    const { expect, sim, watchFrom, settled } = await begin(context);
    const watching = watchFrom(sim.endpoints, 60_000);
    await settled(watching);
    await expect
      .poll(
        async () => (await sim.control.requests()).filter(({ path }) => path.includes('events')).length,
        SOON,
      )
      .toBe(1);
    await sim.control.clearRequests();
    // All at once: the longer a burst takes, the more roll calls are right.
    const burst = Array.from({ length: 50 }, (_, index) => `${index + 1}`);
    await Promise.all(burst.map((description) => sim.control.setDescription('node-3', description)));
    await expect.poll(() => watching.member('node-3').description, SOON).toBe('50');
    const lists = (await sim.control.requests()).filter(({ path }) => path.includes('members'));
    expect(lists.length).toBeLessThanOrEqual(3);
  });
});

describe.concurrent('members', () => {
  it('that come are probed at once, and those that go are gone', async (context) => {
    const { expect, sim, watchFrom, settled } = await begin(context);
    const watching = watchFrom(sim.endpoints);
    await settled(watching);
    await sim.control.add('node-4');
    await expect.poll(() => watching.latest().members.length, SOON).toBe(4);
    await settled(watching);
    await sim.control.remove('node-2');
    await expect
      .poll(() => watching.latest().members.map(({ server_name }) => server_name), SOON)
      .toEqual(['node-1', 'node-3', 'node-4']);
  });

  it('that are renamed stay the same', async (context) => {
    const { expect, sim, watchFrom, settled } = await begin(context);
    const watching = watchFrom(sim.endpoints);
    await settled(watching);
    const { statusSince } = watching.member('node-1');
    await sim.control.rename('node-1', 'first');
    await expect.poll(() => watching.latest().leadership?.member, SOON).toBe('first');
    expect(watching.member('first').statusSince).toEqual(statusSince);
    expect(watching.latest().leadership).toMatchObject({ previous: null, since: { witnessed: false } });
    await settled(watching);
  });
});

describe.concurrent('a member that left', () => {
  it('speaks for the cluster no more, though it was asked first and answers on', async (context) => {
    const { expect, sim, urlOf, watchFrom, settled } = await begin(context);
    const watching = watchFrom([urlOf(3)]);
    await settled(watching);
    expect(watching.latest().cluster.answeringMember).toBe('node-3');
    await sim.control.remove('node-3');
    await expect.poll(() => watching.latest().members.length, SOON).toBe(2);
    await settled(watching);
    expect(watching.latest()).toMatchObject({
      cluster: { clustered: true, answeringMember: expect.stringMatching(/^node-[12]$/) },
      parts: { server: { status: 'ok' }, members: { status: 'ok' } },
    });
  });

  it('does not say what ails it either, when all the others are away', async (context) => {
    const { expect, sim, urlOf, watchFrom, settled } = await begin(context);
    const watching = watchFrom([urlOf(3)]);
    await settled(watching);
    await sim.control.remove('node-3');
    await expect.poll(() => watching.latest().members.length, SOON).toBe(2);
    await Promise.all([sim.control.kill('node-1'), sim.control.kill('node-2')]);
    await expect.poll(() => watching.latest().parts.members.status, SOON).toBe('failed');
    await expect.poll(() => probeStates(watching), SOON).toEqual(['silent', 'silent']);
    await expect.poll(() => watching.latest().parts.members.failure?.kind, SOON).toBe('refused');
    expect(watching.snapshots.some(({ cluster }) => cluster.clustered === false)).toBe(false);
  });
});

describe.concurrent('a server that was never in a cluster', () => {
  it('is said to be in none', async (context) => {
    const { expect, sim } = await begin(context);
    const certificate = await selfSigned({
      commonName: 'root@test',
      usage: 'server',
      fromMs: Date.now(),
      years: 1,
    });
    const { origin } = await startLonelyServer(certificate, context.onTestFinished);
    const identity = { ...identityFor(sim), serverFingerprint: certificate.fingerprint };
    const watching = watch(context, { identity, endpoints: [origin] });
    await expect.poll(() => watching.latest().cluster.clustered, SOON).toBe(false);
    expect(watching.latest().parts.members.failure?.kind).toBe('not-clustered');
  });
});
