// What befalls the record itself: a disk that is full or read-only, a proxy that hung. The board goes on in all of it.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ClusterAnswer } from '../../proxy/wire/api.ts';
import type { RecordedChange } from '../../proxy/wire/change.ts';
import { ChangesAnswer } from '../../proxy/wire/history.ts';
import type { BlindSpot } from '../../proxy/wire/moment.ts';
import { Trails } from '../../proxy/wire/series.ts';
import { startSim, type Sim } from '../../proxy/sim/sim.ts';
import { eventually } from '../contract/eventually.ts';
import { writeSettings } from '../fixtures/clusters.ts';
import { runProxy } from '../proxy-process.ts';
import { followCluster, type LiveView } from './live-view.ts';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from './small-disk.ts';
import { startWatch, type Watcher } from './watch.ts';

const KEY = 'prod';
const BEAT_MS = 500;
const SHOWN = { withinMs: 5000 };
/** A recorder that failed tries again in its own time. */
const RESUMED = { withinMs: 60_000 };

const noDisk = await whyNoSmallDisk();

describe('the record of a proxy', () => {
  const undo: (() => Promise<unknown>)[] = [];
  let sim: Sim;
  let cwd = '';
  let number = 0;

  beforeEach(async () => {
    cwd = await mkdtemp(join(tmpdir(), 'rollcall-record-'));
    undo.push(() => rm(cwd, { recursive: true, force: true }));
    sim = await startSim({ members: 3, speed: 20, instances: 0 });
    undo.push(() => sim.close());
    await writeSettings(cwd, new Map([[KEY, sim]]), BEAT_MS, 'restricted');
  });
  afterEach(async () => {
    for (const step of undo.splice(0).toReversed()) await step();
  });

  const watchFrom = async (dataDir: string): Promise<Watcher> => {
    const watch = await startWatch({ key: KEY, cwd, dataDir });
    undo.push(() => watch.kill());
    return watch;
  };
  const follow = async (watch: Watcher): Promise<LiveView> => {
    const live = await followCluster(watch.url, KEY);
    undo.push(() => live.close());
    return live;
  };
  const smallDisk = async (): Promise<SmallDisk> => {
    const disk = await mountSmallDisk();
    undo.push(() => disk.close());
    return disk;
  };
  /** Gives a member a description that it never had, and waits until the board shows it, which it does at once. */
  const change = async (watch: Watcher): Promise<string> => {
    const [name = ''] = (await sim.control.members()).map((each) => each.name);
    number += 1;
    const description = `v${number}`;
    await sim.control.setDescription(name, description);
    await eventually(async () => {
      const { snapshot } = await watch.cluster();
      expect(snapshot.members[0]?.description).toBe(description);
    }, SHOWN);
    return description;
  };
  const recording = async (watch: Watcher) => (await watch.cluster()).snapshot.recording;
  /** Goes on changing the cluster until the recording is in this state. */
  const changeUntil = async (watch: Watcher, state: 'recording' | 'failing') => {
    const told: string[] = [];
    await eventually(async () => {
      told.push(await change(watch));
      expect((await recording(watch)).state).toBe(state);
    }, RESUMED);
    return told;
  };
  const descriptions = async (watch: Watcher): Promise<RecordedChange[]> => {
    const { changes } = ChangesAnswer.parse(await watch.ask('/changes?kind=description&limit=1000'));
    return changes.toReversed();
  };
  const trails = async (watch: Watcher): Promise<Trails> => Trails.parse(await watch.ask('/trails'));
  const spots = async (watch: Watcher, cause: BlindSpot['cause']): Promise<BlindSpot[]> =>
    (await trails(watch)).blind.filter((spot) => spot.cause === cause);

  describe('on a disk of its own', () => {
    if (noDisk !== undefined) {
      it.skip(`not here: ${noDisk}`);
      return;
    }
    it('says that it fails while the disk is full, and goes on by itself when there is room', async () => {
      const disk = await smallDisk();
      const watch = await watchFrom(disk.path);
      const live = await follow(watch);
      await changeUntil(watch, 'recording');
      const first = await change(watch);
      await eventually(async () => {
        expect((await descriptions(watch)).at(-1)?.after).toBe(first);
      }, SHOWN);

      const fullAtMs = Date.now();
      await disk.fill();
      await changeUntil(watch, 'failing');
      const failing = await recording(watch);
      expect(failing.reason).toMatch(/disk.*full|full.*disk|no space/i);
      expect(failing.sinceMs).toBeGreaterThanOrEqual(fullAtMs - BEAT_MS);
      // Live nevertheless, also for whoever has the page open.
      const meanwhile = await change(watch);
      const { snapshot } = live.latest().view;
      expect(snapshot.members[0]?.description).toBe(meanwhile);
      expect(snapshot.recording.state).toBe('failing');
      const { status } = await fetch(`${watch.url}/healthz`);
      expect(status).toBe(200);

      await disk.free();
      await changeUntil(watch, 'recording');
      expect(live.latest().view.snapshot.recording).toMatchObject({ state: 'recording', reason: null });
      const last = await change(watch);
      await eventually(async () => {
        expect((await descriptions(watch)).at(-1)?.after).toBe(last);
      }, SHOWN);

      // What was on the board is either in the record, once, or the record says that it has a gap there.
      const recorded = await descriptions(watch);
      const gaps = await spots(watch, 'not-recorded');
      const shown = new Map(
        live.since(0).flatMap(({ view }) => view.changes.map((each) => [each.id, each] as const)),
      );
      const missing = [...shown.values()].filter(
        (each) =>
          each.kind === 'description' &&
          recorded.filter(({ id }) => id === each.id).length !== 1 &&
          !gaps.some(({ fromMs, toMs }) => fromMs <= each.atMs && each.atMs <= (toMs ?? Infinity)),
      );
      expect(missing).toEqual([]);
      // However the gap was told, nothing in the record contradicts what stands before it.
      const told = recorded.map(({ after }) => after);
      expect(recorded.map(({ before }) => before).slice(1)).toEqual(told.slice(0, -1));
      expect(watch.output()).toMatch(/record/i);
    });

    it('begins without a record on a read-only disk, and makes one when it can', async () => {
      const disk = await smallDisk();
      const watch = await watchFrom(disk.path);
      await changeUntil(watch, 'recording');
      const before = await change(watch);
      await eventually(async () => {
        expect((await descriptions(watch)).at(-1)?.after).toBe(before);
      }, SHOWN);
      await watch.kill();
      await disk.setReadOnly(true);

      await watch.start();
      await changeUntil(watch, 'failing');
      const { reason } = await recording(watch);
      expect(reason).toMatch(/read.?only/i);

      await disk.setReadOnly(false);
      await changeUntil(watch, 'recording');
      const after = await change(watch);
      await eventually(async () => {
        const recorded = await descriptions(watch);
        expect(recorded.at(-1)?.after).toBe(after);
        expect(recorded.map((each) => each.after)).toContain(before);
      }, SHOWN);
      const blind = await trails(watch);
      expect(blind.blind.map(({ cause }) => cause)).toContain('not-running');
    });
  });

  it('says of the time in which the proxy hung that nobody looked, and finds what happened', async () => {
    const watch = await watchFrom(join(cwd, 'data'));
    await changeUntil(watch, 'recording');
    const follower = (await sim.control.members()).find(({ leader }) => !leader)?.name ?? '';
    // So that the last heartbeat is not long ago.
    const before = await change(watch);
    await eventually(async () => {
      expect((await descriptions(watch)).at(-1)?.after).toBe(before);
    }, SHOWN);
    const frozenAtMs = Date.now();
    watch.freeze();
    await sim.control.kill(follower);
    const offlineAtMs = await eventually(
      async () => {
        const view = (await sim.control.members()).find(({ name }) => name === follower);
        expect(view?.status).toBe('Offline');
        // Long enough to be more than a late beat.
        expect(Date.now() - frozenAtMs).toBeGreaterThan(20 * BEAT_MS);
        return Date.now();
      },
      { withinMs: 30_000 },
    );
    watch.thaw();
    const thawedAtMs = Date.now();
    await watch.noticed({ atMs: offlineAtMs, kind: 'status', member: follower, word: 'Offline' });
    const found = await eventually(async () => {
      const [asleep] = await spots(watch, 'asleep');
      expect(asleep?.toMs).toEqual(expect.any(Number));
      const { changes } = ChangesAnswer.parse(await watch.ask('/changes?kind=status'));
      expect(changes).toHaveLength(1);
      return { asleep, change: changes[0] };
    }, SHOWN);
    expect(found.asleep?.fromMs).toBeGreaterThanOrEqual(frozenAtMs - 3000);
    expect(found.asleep?.fromMs).toBeLessThanOrEqual(frozenAtMs + 3000);
    expect(found.asleep?.toMs).toBeGreaterThanOrEqual(thawedAtMs - 100);
    expect(found.asleep?.toMs).toBeLessThanOrEqual(thawedAtMs + 3000);
    expect(found.change).toMatchObject({ member: follower, before: 'Online', after: 'Offline' });
    expect(found.change?.sinceMs).toBeLessThanOrEqual(offlineAtMs);
    // A moment in it is answered with what was known last.
    const atMs = Math.round((frozenAtMs + thawedAtMs) / 2);
    const then = ClusterAnswer.parse(
      await watch.ask(`?at=${encodeURIComponent(new Date(atMs).toISOString())}`),
    );
    expect(then.moment).toMatchObject({ state: 'blind', blind: { cause: 'asleep' } });
    expect(then.snapshot.members.map(({ status }) => status)).toEqual(['Online', 'Online', 'Online']);
  });

  it.each([
    { way: 'back', offMs: -600_000 },
    { way: 'forward', offMs: 600_000 },
  ])('goes on when the clock is set $way by ten minutes, and tells nothing twice', async ({ offMs }) => {
    const clock = join(cwd, 'clock');
    const dataDir = join(cwd, 'data');
    const env = {
      NODE_OPTIONS: `--import ${join(import.meta.dirname, 'wrong-clock.ts')}`,
      ROLLCALL_TEST_CLOCK: clock,
    };
    const watch = await startWatch({ key: KEY, cwd, dataDir, env });
    undo.push(() => watch.kill());
    await changeUntil(watch, 'recording');
    const told = [await change(watch), await change(watch)];
    await writeFile(clock, String(offMs));
    await eventually(async () => {
      const { snapshot } = await watch.cluster();
      expect(Math.abs(snapshot.observedAtMs - Date.now() - offMs)).toBeLessThan(SHOWN.withinMs);
    }, SHOWN);
    told.push(await change(watch), await change(watch));
    await eventually(async () => {
      expect((await recording(watch)).state).toBe('recording');
      const { snapshot, verdict } = await watch.cluster();
      expect(verdict.level, verdict.sentence).toBe('ok');
      expect(snapshot.parts.members.status).toBe('ok');
    }, SHOWN);
    await watch.stop();
    await watch.start();
    told.push(await change(watch));
    await eventually(async () => {
      const all = ChangesAnswer.parse(
        await watch.ask(`/changes?kind=description&${aroundNow(offMs)}`),
      ).changes;
      const inOrder = all.toSorted((a, b) => a.id - b.id).map(({ after }) => after);
      expect(inOrder.slice(-told.length), JSON.stringify(await recording(watch))).toEqual(told);
    }, SHOWN);
    await watch.stop();
    const { code, stdout, stderr } = await runProxy({
      cwd,
      env: { ROLLCALL_DATA: dataDir },
      args: ['history', 'check'],
    });
    expect(code, stdout + stderr).toBe(0);
  });
});

const HOUR_MS = 3_600_000;

/** A range that holds what was recorded by the right clock and by the wrong one, and does not end in its future. */
function aroundNow(offMs: number): string {
  const iso = (atMs: number): string => encodeURIComponent(new Date(atMs).toISOString());
  return `from=${iso(Date.now() - HOUR_MS)}&to=${iso(Date.now() + Math.max(0, offMs))}`;
}
