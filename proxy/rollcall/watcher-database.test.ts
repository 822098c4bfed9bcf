/** What a roll call makes of elections and of a lost quorum. Half the real speed, since these last for seconds. */
import { type TestContext, describe, it, vi } from 'vitest';
import { identityFor } from '../lxd/testing/connect.ts';
import { startSim } from '../sim/sim.ts';
import { everyoneOffline } from '../wire/quorum.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { watch } from './testing/watch.ts';

// For a machine that is busy with other things: each wait below has its own, shorter limit.
vi.setConfig({ testTimeout: 40_000 });

const SOON = { timeout: 5000 };
const LATER = { timeout: 15_000 };

const answers = ({ probe }: ClusterSnapshot['members'][number]): boolean => probe.state === 'answering';

/** A cluster of three that is watched, and well. */
async function begin(context: TestContext) {
  const sim = await startSim({ members: 3, speed: 2 });
  const { expect, onTestFinished } = context;
  onTestFinished(() => sim.close());
  const watching = watch(context, { identity: identityFor(sim), endpoints: sim.endpoints });
  await expect.poll(() => watching.latest().members.map(answers), SOON).toEqual([true, true, true]);
  return { expect, sim, watching, list: () => watching.latest().parts.members };
}

describe.concurrent('a leader that is killed', () => {
  it('is followed by another, and by our own probes all the while', async (context) => {
    const { expect, sim, watching, list } = await begin(context);
    await sim.control.kill('node-1');
    const killedAtMs = Date.now();
    await expect.poll(() => answers(watching.member('node-1')), SOON).toBe(false);
    await expect.poll(() => list().status, SOON).toBe('failed');
    await expect.poll(() => watching.latest().leadership?.member, LATER).not.toBe('node-1');
    await expect.poll(() => list().status, LATER).toBe('ok');

    const since = watching.snapshots.filter(({ observedAtMs }) => observedAtMs >= killedAtMs);
    // Our own probes of the others went on through all of it.
    expect(since.every(({ members }) => members.filter(answers).length >= 2)).toBe(true);
    expect(since.every(({ parts }) => parts.server.status === 'ok')).toBe(true);
    const pauses = since.map(
      ({ observedAtMs }, index) => observedAtMs - (since[index - 1]?.observedAtMs ?? observedAtMs),
    );
    expect(Math.max(...pauses)).toBeLessThan(2400);
    // Every view in which all are Offline was refused.
    const kinds = watching.snapshots.flatMap(({ parts }) => parts.members.failure?.kind ?? []);
    for (const kind of new Set(kinds)) expect(['blocked', 'stale-view', 'refused']).toContain(kind);
    expect(watching.snapshots.filter(({ members }) => everyoneOffline(members))).toEqual([]);
    expect(watching.latest().leadership).toMatchObject({ previous: 'node-1', since: { witnessed: true } });
    expect(watching.latest().cluster.answeringMember).not.toBe('node-1');
  });
});

describe.concurrent('a view in which everybody is Offline', () => {
  it('is not shown while it lasts no longer than such views do', async (context) => {
    const { expect, sim, watching, list } = await begin(context);
    const { members } = watching.latest();
    const stale = (): ClusterSnapshot | undefined =>
      watching.snapshots.find(({ parts }) => parts.members.failure?.kind === 'stale-view');
    // It ends with the next heartbeats, which may come at any moment.
    await expect.poll(() => sim.control.staleView().then(stale), LATER).toBeDefined();
    const failing = stale() ?? watching.latest();
    expect(failing.members.map(({ status }) => status)).toEqual(members.map(({ status }) => status));
    expect(failing.parts.members.observedAtMs).toBeLessThanOrEqual(failing.parts.members.failingSinceMs ?? 0);
    await expect.poll(() => list().status, LATER).toBe('ok');
    expect(watching.snapshots.filter((snapshot) => everyoneOffline(snapshot.members))).toEqual([]);
  });
});

describe.concurrent('quorum', () => {
  it(
    'that is lost leaves the server answering and the list failing, until it is back',
    { timeout: 40_000 },
    async (context) => {
      const { expect, sim, watching, list } = await begin(context);
      const before = watching.latest().parts.members.observedAtMs ?? 0;
      const lost = await sim.control.loseQuorum();
      await expect.poll(() => list().status, SOON).toBe('failed');
      await expect.poll(() => watching.latest().members.filter(answers).length, SOON).toBe(3 - lost.length);
      const { parts, members } = watching.latest();
      expect(parts.server.status).toBe('ok');
      expect(['blocked', 'lxd-error', 'refused']).toContain(parts.members.failure?.kind);
      expect(members).toHaveLength(3);
      expect(parts.members.observedAtMs ?? 0).toBeLessThan(before + 3000);
      await expect.poll(() => list().failure?.kind, LATER).toBe('lxd-error');

      await sim.control.mend();
      await expect.poll(() => list().status, LATER).toBe('ok');
      await expect.poll(() => watching.latest().members.map(answers), LATER).toEqual([true, true, true]);
      expect(watching.snapshots.filter((snapshot) => everyoneOffline(snapshot.members))).toEqual([]);
    },
  );
});
