/** What a roll call makes of elections and of a lost quorum. Half the real speed, since these last for seconds. */
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { identityFor } from '../lxd/testing/connect.ts';
import { type Sim, startSim } from '../sim/sim.ts';
import { everyoneOffline } from '../wire/quorum.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { type Watching, watch } from './testing/watch.ts';

const SOON = { timeout: 5000 };
const LATER = { timeout: 15_000 };

let sim: Sim;
let watching: Watching;

beforeEach(async () => {
  const started = await startSim({ members: 3, speed: 2 });
  onTestFinished(() => started.close());
  sim = started;
  watching = watch({ identity: identityFor(sim), endpoints: sim.endpoints });
  await expect.poll(() => watching.latest().members.map(answers), SOON).toEqual([true, true, true]);
});

const answers = ({ probe }: ClusterSnapshot['members'][number]): boolean => probe.state === 'answering';
const listStatus = (): string => watching.latest().parts.members.status;
const listFailures = (): Set<string> =>
  new Set(watching.snapshots.flatMap(({ parts }) => parts.members.failure?.kind ?? []));

describe('a leader that is killed', () => {
  it('is followed by another, and by our own probes all the while', { timeout: 30_000 }, async () => {
    await sim.control.kill('node-1');
    const killedAtMs = Date.now();
    await expect.poll(() => answers(watching.member('node-1')), SOON).toBe(false);
    await expect.poll(() => listStatus(), SOON).toBe('failed');
    await expect.poll(() => watching.latest().leadership?.member, LATER).not.toBe('node-1');
    await expect.poll(() => listStatus(), LATER).toBe('ok');

    const since = watching.snapshots.filter(({ observedAtMs }) => observedAtMs >= killedAtMs);
    // Our own probes of the others went on through all of it.
    expect(since.every(({ members }) => members.filter(answers).length >= 2)).toBe(true);
    expect(since.every(({ parts }) => parts.server.status === 'ok')).toBe(true);
    const pauses = since.map(
      ({ observedAtMs }, index) => observedAtMs - (since[index - 1]?.observedAtMs ?? observedAtMs),
    );
    expect(Math.max(...pauses)).toBeLessThan(2000);
    // Every view in which all are Offline was refused.
    for (const kind of listFailures()) expect(['blocked', 'stale-view', 'refused']).toContain(kind);
    expect(watching.snapshots.filter(({ members }) => everyoneOffline(members))).toEqual([]);
    expect(watching.latest().leadership).toMatchObject({ previous: 'node-1', since: { witnessed: true } });
    expect(watching.latest().cluster.answeringMember).not.toBe('node-1');
  });
});

describe('a view in which everybody is Offline', () => {
  it('is not shown while it lasts no longer than such views do', { timeout: 30_000 }, async () => {
    const { members } = watching.latest();
    await sim.control.staleView();
    await expect.poll(() => watching.latest().parts.members.failure?.kind, SOON).toBe('stale-view');
    const failing = watching.latest();
    expect(failing.members.map(({ status }) => status)).toEqual(members.map(({ status }) => status));
    expect(failing.parts.members.observedAtMs).toBeLessThanOrEqual(failing.parts.members.failingSinceMs ?? 0);
    await expect.poll(() => listStatus(), LATER).toBe('ok');
    expect(watching.snapshots.filter((snapshot) => everyoneOffline(snapshot.members))).toEqual([]);
  });
});

describe('quorum', () => {
  it(
    'that is lost leaves the server answering and the list failing, until it is back',
    { timeout: 40_000 },
    async () => {
      const before = watching.latest().parts.members.observedAtMs ?? 0;
      const lost = await sim.control.loseQuorum();
      await expect.poll(() => listStatus(), SOON).toBe('failed');
      await expect.poll(() => watching.latest().members.filter(answers).length, SOON).toBe(3 - lost.length);
      const { parts, members } = watching.latest();
      expect(parts.server.status).toBe('ok');
      expect(['blocked', 'lxd-error', 'refused']).toContain(parts.members.failure?.kind);
      expect(members).toHaveLength(3);
      expect(parts.members.observedAtMs ?? 0).toBeLessThan(before + 3000);
      await expect.poll(() => watching.latest().parts.members.failure?.kind, LATER).toBe('lxd-error');

      await sim.control.mend();
      await expect.poll(() => listStatus(), LATER).toBe('ok');
      await expect.poll(() => watching.latest().members.map(answers), LATER).toEqual([true, true, true]);
      expect(watching.snapshots.filter((snapshot) => everyoneOffline(snapshot.members))).toEqual([]);
    },
  );
});
