import { describe, expect, it } from 'vitest';
import type { Trails } from '~wire/series.ts';
import { verdictOf } from '~wire/testing/reasons.ts';
import { MINUTE, NOW_MS, failed, lifecycle, memberRow, online, snapshotOf } from '~wire/testing/scenes.ts';
import type { TimelineFilter } from '../../url/timeline-filter.ts';
import type { Memory } from './bounds.ts';
import { type Place, wishOf } from './lane-keys.ts';
import { cursorMs, happeningsNear, lastingAt, nextStop, stopsOf } from './reading.ts';
import { type Present, pastOf, sceneOf } from './scene.ts';
import { entriesOf } from './table-entries.ts';
import { knownOf } from './trails.ts';

const ago = (ms: number): number => NOW_MS - ms;
const members = memberRow(30, (name) => online(name));
const snapshot = snapshotOf({ members, watchedSinceMs: ago(10 * MINUTE) });
const view = { seq: 1, snapshot, changes: [], events: [lifecycle(1, { atMs: ago(30_000) })] };
const trails: Trails = {
  nowMs: NOW_MS,
  fromMs: ago(10 * MINUTE),
  toMs: NOW_MS,
  firstMs: ago(10 * MINUTE),
  blind: [],
  members: Object.fromEntries(
    members.map(({ server_name }) => [
      server_name,
      [
        { fromMs: ago(10 * MINUTE), status: 'Online', ours: 'answering' as const },
        ...(server_name === 'node-2'
          ? [
              { fromMs: ago(90_000), status: 'Online', ours: 'silent' as const },
              { fromMs: ago(60_000), status: 'Offline', ours: 'silent' as const },
              { fromMs: ago(20_000), status: 'Online', ours: 'answering' as const },
            ]
          : []),
      ],
    ]),
  ),
  leaders: [{ fromMs: ago(10 * MINUTE), member: 'node-1' }],
  levels: [{ fromMs: ago(10 * MINUTE), level: 'ok' }],
};
const ALL: TimelineFilter = { member: '', text: '', kinds: [] };
const present = { changes: [], events: view.events, operations: [], warnings: [] };
const told = { changes: [], occurrences: [], present };
const past = pastOf(knownOf(trails, true), told, ALL);
const names = members.map(({ server_name }) => server_name);
const sceneAt = (filter: TimelineFilter, differs: Partial<Present> = {}) =>
  sceneOf(
    names,
    pastOf(knownOf(trails, true), told, filter),
    { view, verdict: verdictOf({ members }), nowMs: NOW_MS, ...differs },
    filter,
  );
const scene = sceneAt(ALL);
const bounds = { fromMs: ago(5 * MINUTE), toMs: NOW_MS };
const memory: Memory = { firstMs: ago(10 * MINUTE), nowMs: NOW_MS };

describe('the rows', () => {
  it('are those of the cluster and then the members', () => {
    expect([0, 1, 4, 5, 34, 35].map((row) => scene.rowAt(row)?.kind)).toEqual([
      'verdict',
      'events',
      'notes',
      'member',
      'member',
      undefined,
    ]);
    expect(scene.rowCount).toBe(35);
  });

  it('are those that are wanted', () => {
    expect(sceneAt({ ...ALL, kinds: ['status', 'warnings'] }).headRows).toEqual(['warnings', 'notes']);
    expect(sceneAt({ ...ALL, kinds: ['config'] }).headRows).toEqual(['events', 'notes']);
    expect(sceneAt({ ...ALL, kinds: ['config'] }).happenings).toEqual([]);
    expect(sceneAt({ ...ALL, text: 'WEB-1 start' }).happenings).toHaveLength(1);
    expect(sceneAt({ ...ALL, text: 'web-2' }).happenings).toEqual([]);
    expect(sceneAt({ ...ALL, member: 'node-2' }).happenings).toEqual([]);
  });
});

describe('the keys', () => {
  const NODE_2 = 6;
  const press = (key: string, place: Place = { row: NODE_2, atMs: NOW_MS - 1 }, shift = false) =>
    wishOf(key, shift, place, { scene, bounds, memory });
  const placeAfter = (key: string, place?: Place): Place | undefined => {
    const wish = press(key, place);
    return wish?.kind === 'go' ? wish.place : undefined;
  };

  it('go from lane to lane, and not beyond the last', () => {
    expect(placeAfter('ArrowUp')?.row).toBe(5);
    expect(placeAfter('ArrowDown')?.row).toBe(7);
    expect(placeAfter('PageUp')?.row).toBe(0);
    expect(placeAfter('PageDown', { row: 30, atMs: NOW_MS })?.row).toBe(34);
  });

  it('go from change to change of either witness, and to the ends', () => {
    const stops: number[] = [];
    let place: Place = { row: NODE_2, atMs: NOW_MS - 1 };
    for (let step = 0; step < 5; step += 1) {
      place = placeAfter('ArrowLeft', place) ?? place;
      stops.push(NOW_MS - place.atMs);
    }
    expect(stops).toEqual([20_000, 60_000, 90_000, 300_000, 300_000]);
    expect(placeAfter('ArrowRight', place)?.atMs).toBe(ago(90_000));
    expect(placeAfter('Home')?.atMs).toBe(bounds.fromMs);
    expect(placeAfter('End')?.atMs).toBe(NOW_MS - 1);
  });

  it('go from change to change of all lanes', () => {
    const at = (agoMs: number): Place => ({ row: 0, atMs: ago(agoMs) });
    expect(placeAfter('p', at(1000))).toEqual(at(20_000));
    expect(placeAfter('p', at(20_000))).toEqual(at(30_000));
    expect(placeAfter('n', at(90_000))).toEqual(at(60_000));
  });

  it('go from happening to happening in their row', () => {
    expect(placeAfter('ArrowLeft', { row: 1, atMs: NOW_MS - 1 })?.atMs).toBe(ago(30_000));
  });

  it('look closer and wider, open a member, and leave', () => {
    expect(press('+')).toMatchObject({ kind: 'period' });
    expect(press('-')).toEqual({ kind: 'period', period: { kind: 'last', range: 'all' } });
    expect(press('m')).toEqual({ kind: 'open', member: 'node-2' });
    expect(press('m', { row: 0, atMs: NOW_MS })).toBeNull();
    expect(press('Enter')).toEqual({ kind: 'moment', atMs: NOW_MS - 1 });
    expect(press('s')).toEqual({ kind: 'mark', atMs: NOW_MS - 1 });
    expect(press('z')).toEqual({ kind: 'zoom' });
    const earlier = { fromMs: ago(7.5 * MINUTE), toMs: ago(2.5 * MINUTE) };
    expect(press('[')).toEqual({ kind: 'period', period: { kind: 'between', ...earlier } });
    expect(press('ArrowLeft', undefined, true)).toEqual(press('['));
    expect(press(']')).toBeNull();
    expect(press('Escape')).toEqual({ kind: 'leave' });
    expect(press('x')).toBeNull();
  });
});

describe('a reading', () => {
  it('says since when and for how long, and what it does not know', () => {
    const { status } = scene.closedLane(
      scene.rows[1] ?? { name: '', member: online('x'), lane: past.laneOf('x') },
    );
    expect(lastingAt(status, ago(40_000), NOW_MS)).toEqual({
      value: 'Offline',
      lasting: { fromMs: ago(60_000), endMs: ago(20_000), forMs: 40_000, atLeast: false },
    });
    expect(lastingAt(status, ago(1000), NOW_MS)?.lasting).toMatchObject({ endMs: null, forMs: 20_000 });
    expect(lastingAt(status, ago(5 * MINUTE), NOW_MS)?.lasting.atLeast).toBe(true);
    expect(lastingAt(status, ago(11 * MINUTE), NOW_MS)).toBeNull();
  });

  it('is of what lies under the pointer, or where the keys have gone', () => {
    expect(cursorMs({ row: 0, by: 'pointer', px: 50 }, { fromMs: 0, toMs: 1000 }, 100)).toBe(500);
    expect(cursorMs({ row: 0, by: 'pointer', px: 500 }, { fromMs: 0, toMs: 1000 }, 100)).toBe(999);
    expect(cursorMs({ row: 0, by: 'keys', atMs: -5 }, { fromMs: 0, toMs: 1000 }, 100)).toBe(0);
    const found = happeningsNear(scene.happenings, ago(31_000), bounds, 600, 6);
    expect(found.map(({ text }) => text)).toEqual(['started web-1']);
    expect(happeningsNear(scene.happenings, ago(60_000), bounds, 600, 6)).toEqual([]);
  });

  it('knows where something begins', () => {
    expect(stopsOf([scene.levels], scene.happenings, bounds)).toEqual([bounds.fromMs, ago(30_000)]);
    expect([nextStop([1, 5], 1, 1), nextStop([1, 5], 5, 1), nextStop([1, 5], 4, -1)]).toEqual([5, 5, 1]);
  });
});

describe('the table', () => {
  it('has all that is drawn in that time, the newest first', () => {
    const entries = entriesOf(scene, bounds, ALL);
    const times = entries.map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => b - a));
    // A status and an answer of each, two more of each of node-2, the verdict, the leader and what happened.
    expect(entries).toHaveLength(30 * 2 + 2 * 2 + 2 + 1);
    expect(entries.slice(0, 3).map(({ kind }) => kind)).toEqual(['status', 'ours', 'happening']);
  });

  it('has of it only what is wanted', () => {
    const kindsOf = (filter: Partial<TimelineFilter>) => {
      const wanted = { ...ALL, ...filter };
      const entries = entriesOf(sceneAt(wanted), bounds, wanted);
      return [...new Set(entries.map(({ kind }) => kind))].toSorted();
    };
    expect(kindsOf({ kinds: ['leader', 'events'] })).toEqual(['happening', 'leader']);
    expect(kindsOf({ text: 'no answer' })).toEqual(['ours']);
    expect(kindsOf({ text: 'offline' })).toEqual(['status']);
    expect(kindsOf({ member: 'node-1', kinds: ['leader', 'verdict'] })).toEqual(['leader']);
  });

  it('leaves out what ended before or began after', () => {
    const early = entriesOf(scene, { fromMs: ago(5 * MINUTE), toMs: ago(4 * MINUTE) }, ALL);
    expect(early).toHaveLength(30 * 2 + 2);
  });
});

describe('what ends', () => {
  const staleMs = 30_000;
  const stale = {
    view: {
      ...view,
      snapshot: snapshotOf({ members, parts: { members: failed('timeout', staleMs) } }),
    },
    verdict: { ...verdictOf({ members }), level: 'unknown' as const },
  };

  it('is the present while data come, and the last of them otherwise', () => {
    expect(scene.levels.at(-1)).toMatchObject({ toMs: NOW_MS, value: 'ok' });
    const old = sceneAt(ALL, stale);
    expect(old.levels.at(-1)).toEqual({ fromMs: ago(staleMs), toMs: NOW_MS, value: 'unknown' });
    expect(old.leaders.at(-1)).toEqual({ fromMs: ago(staleMs), toMs: NOW_MS, value: null });
  });

  it('is the end of what was read where that does not reach to now', () => {
    const over = pastOf(knownOf({ ...trails, toMs: ago(MINUTE) }, false), told, ALL);
    const then = sceneOf(names, over, { view, verdict: verdictOf({ members }), nowMs: NOW_MS }, ALL);
    expect(then.endMs).toBe(ago(MINUTE));
    expect(then.levels.at(-1)?.toMs).toBe(ago(MINUTE));
    const [row] = then.rows;
    expect(row && then.closedLane(row).status.at(-1)).toMatchObject({ toMs: ago(MINUTE), value: 'Online' });
  });
});
