/** What a roll call makes of servers that are away, hang, or talk nonsense. */
import { type TestContext, describe, it, vi } from 'vitest';
import { identityFor } from '../lxd/testing/connect.ts';
import { CLOSED_ORIGIN } from '../lxd/testing/servers.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import type { ClusterSnapshot, FailureKind } from '../wire/snapshot.ts';
import { type Watching, watch } from './testing/watch.ts';

// For a machine that is busy with other things: each wait below has its own, shorter limit.
vi.setConfig({ testTimeout: 40_000 });

const SOON = { timeout: 5000 };
const LATER = { timeout: 12_000 };
const NODES = ['node-1', 'node-2', 'node-3'];

async function startCluster({ onTestFinished }: TestContext): Promise<Sim> {
  const sim = await startSim({ members: 3, speed: 10 });
  onTestFinished(() => sim.close());
  return sim;
}

const isWell = ({ latest }: Watching): boolean =>
  latest().parts.members.status === 'ok' &&
  latest().members.length === 3 &&
  latest().members.every(({ probe }) => probe.state === 'answering');

/** How the list failed, other than by being late, as it may be on a machine that is busy with other things. */
const listFailures = (snapshots: readonly ClusterSnapshot[]): FailureKind[] =>
  snapshots.flatMap(({ parts }) => parts.members.failure?.kind ?? []).filter((kind) => kind !== 'blocked');

/** A cluster of three that is watched, and well. */
async function begin(context: TestContext) {
  const { expect } = context;
  const sim = await startCluster(context);
  const watchFrom = (endpoints: readonly string[]): Watching =>
    watch(context, { identity: identityFor(sim), endpoints });
  const watching = watchFrom(sim.endpoints);
  await expect.poll(() => isWell(watching), SOON).toBe(true);
  return {
    expect,
    sim,
    watching,
    watchFrom,
    list: () => watching.latest().parts.members,
    probeOf: (name: string) => watching.member(name).probe,
    everyone: (act: (name: string) => Promise<void>): Promise<void[]> => Promise.all(NODES.map(act)),
  };
}

describe.concurrent('a follower', () => {
  it('that is frozen falls silent for us within 5 s, and the list goes on', async (context) => {
    const { expect, sim, watching, probeOf } = await begin(context);
    await sim.control.freeze('node-3');
    await expect.poll(() => probeOf('node-3').state, SOON).toBe('silent');
    expect(['timeout', 'tls-timeout']).toContain(probeOf('node-3').failure?.kind);
    expect(probeOf('node-3').since.witnessed).toBe(true);
    expect(listFailures(watching.snapshots)).toEqual([]);
    await sim.control.thaw('node-3');
    await expect.poll(() => probeOf('node-3').state, SOON).toBe('answering');
  });

  it('that is stopped is refused at once, while LXD still calls it Online', async (context) => {
    const { expect, sim, watching, list, probeOf } = await begin(context);
    await sim.control.stop('node-2');
    await expect.poll(() => probeOf('node-2').state, SOON).toBe('silent');
    expect(probeOf('node-2').failure?.kind).toBe('refused');
    expect(watching.member('node-2').status).toBe('Online');
    expect(list().status).toBe('ok');
    await expect.poll(() => watching.member('node-2').status, SOON).toBe('Offline');
  });
});

describe.concurrent('the only address of the configuration', () => {
  it('may go, once the others have been learned', async (context) => {
    const { expect, sim, watchFrom } = await begin(context);
    const other = watchFrom([sim.endpoints[1] ?? '']);
    await expect.poll(() => isWell(other), SOON).toBe(true);
    await sim.control.kill('node-2');
    const goneAtMs = Date.now();
    await expect
      .poll(() => other.latest().parts.members.observedAtMs ?? 0, SOON)
      .toBeGreaterThan(goneAtMs + 500);
    expect(other.latest().parts.members.status).toBe('ok');
    expect(other.latest().cluster.answeringMember).not.toBe('node-2');
  });

  it('may be dead besides one that answers', async (context) => {
    const { expect, sim, watchFrom } = await begin(context);
    const other = watchFrom([CLOSED_ORIGIN, sim.endpoints[2] ?? '']);
    await expect.poll(() => isWell(other), SOON).toBe(true);
  });
});

describe.concurrent('nonsense', () => {
  it.for(['not-json', 'wrong-shape', 'html-502', 'wrong-length', 'reset'] as const)(
    'of one member (%s) is passed over for the word of another',
    async (kind, context) => {
      const { expect, sim, watching, probeOf } = await begin(context);
      const { answeringMember } = watching.latest().cluster;
      await sim.control.garbage(answeringMember ?? '', kind);
      await expect.poll(() => watching.latest().cluster.answeringMember, SOON).not.toBe(answeringMember);
      await expect.poll(() => probeOf(answeringMember ?? '').state, SOON).not.toBe('answering');
      expect(listFailures(watching.snapshots)).toEqual([]);
    },
  );

  it('of all makes a failed part with a reason, and the last good data keep their time', async (context) => {
    const { expect, sim, watching, list, everyone } = await begin(context);
    await everyone((name) => sim.control.garbage(name, 'wrong-shape'));
    await expect.poll(() => list().failure?.kind, SOON).toBe('garbage');
    const failing = list();
    expect(failing.failure?.message).toMatch(/^GET \/1\.0.*metadata/);
    const at = watching.snapshots.length;
    await expect.poll(() => watching.snapshots.length, SOON).toBeGreaterThan(at + 1);
    expect(list()).toMatchObject({
      status: 'failed',
      observedAtMs: failing.observedAtMs,
      failingSinceMs: failing.failingSinceMs,
    });
    expect(watching.latest().members).toHaveLength(3);
    expect(watching.latest().parts.groups.observedAtMs).toBeLessThan(failing.failingSinceMs ?? 0);
    await sim.control.mend();
    await expect.poll(() => isWell(watching), LATER).toBe(true);
    expect(list()).toMatchObject({ failure: null, failingSinceMs: null });
  });
});

describe.concurrent('a cluster that hangs altogether', () => {
  it('delays neither the beat nor another cluster', async (context) => {
    const { expect, sim, watching, everyone } = await begin(context);
    const second = await startCluster(context);
    const other = watch(context, { identity: identityFor(second), endpoints: second.endpoints });
    await expect.poll(() => isWell(other), SOON).toBe(true);

    await everyone((name) => sim.control.freeze(name));
    const frozenAtMs = Date.now();
    await expect
      .poll(() => watching.latest().members.map(({ probe }) => probe.state), SOON)
      .toEqual(Array(3).fill('silent'));
    const published = ({ snapshots }: Watching): ClusterSnapshot[] =>
      snapshots.filter(({ observedAtMs }) => observedAtMs >= frozenAtMs);
    const seconds = (Date.now() - frozenAtMs) / 1000;
    // Five beats a second; a busy machine may lose some.
    expect(published(watching).length).toBeGreaterThan(seconds);
    expect(published(other).length).toBeGreaterThan(seconds);
    expect(listFailures(other.snapshots)).toEqual([]);

    await everyone((name) => sim.control.thaw(name));
    await expect.poll(() => isWell(watching), LATER).toBe(true);
  });
});

describe.concurrent('a cluster that is gone', () => {
  it(
    'is asked ever more seldom, and is back at full pace by itself',
    { timeout: 30_000 },
    async (context) => {
      const { expect, sim, watching, list, everyone } = await begin(context);
      await everyone((name) => sim.control.kill(name));
      await expect.poll(() => list().failure?.kind, SOON).toBe('refused');
      const [first = ''] = sim.endpoints;
      const longestPauseMs = (): number => {
        const times = watching.asked.flatMap(({ origin, atMs }) => (origin === first ? atMs : []));
        return Math.max(...times.map((atMs, index) => atMs - (times[index - 1] ?? atMs)));
      };
      // Between the probes and roll calls of five beats a second there is no such pause.
      await expect.poll(longestPauseMs, LATER).toBeGreaterThan(1000);

      await everyone((name) => sim.control.start(name));
      await expect.poll(() => isWell(watching), LATER).toBe(true);
      const backAtMs = list().observedAtMs ?? 0;
      await expect.poll(() => list().observedAtMs ?? 0, { timeout: 2000 }).toBeGreaterThan(backAtMs);
      const again = list().observedAtMs ?? 0;
      await expect.poll(() => list().observedAtMs ?? 0, { timeout: 2000 }).toBeGreaterThan(again);
    },
  );
});
