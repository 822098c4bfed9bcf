import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_CHANGES } from '../wire/change.ts';
import { type ClusterView, type Delta, applyDelta } from '../wire/delta.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import {
  BEAT_MS,
  NOW_MS,
  TOO_OLD_MS,
  offline,
  online,
  pendingPart,
  snapshotOf,
  threeWell,
} from '../wire/testing/scenes.ts';
import { type Board, createBoard } from './board.ts';

const cluster = (key: string): ClusterSnapshot['cluster'] => ({ ...snapshotOf().cluster, key, name: key });
const well = (key = 'prod'): ClusterSnapshot => snapshotOf({ cluster: cluster(key) });
const described = (description: string, key = 'prod'): ClusterSnapshot =>
  snapshotOf({ cluster: cluster(key), members: [online('node-1', undefined, { description })] });

let board: Board;
beforeEach(() => {
  board = createBoard([described('', 'prod'), described('', 'test')]);
});
const viewOf = (key: string): ClusterView => {
  const view = board.view(key);
  if (view === undefined) throw new Error(`no view of ${key}`);
  return view;
};

describe('a board', () => {
  it('has its clusters in the order of the configuration, and no others', () => {
    expect(board.keys()).toEqual(['prod', 'test']);
    expect(board.view('other')).toBeUndefined();
    expect(() => board.publish(well('other'))).toThrow('other');
  });

  it('shows the newest snapshot, numbered from one to the next', () => {
    expect(viewOf('prod').seq).toBe(0);
    const snapshot = described('a');
    board.publish(snapshot);
    expect(viewOf('prod')).toMatchObject({ seq: 1, snapshot });
    board.publish(snapshot);
    expect(viewOf('prod').seq).toBe(2);
    expect(viewOf('test').seq).toBe(0);
  });
});

describe('changes', () => {
  it('come newest first, with numbers that rise over all clusters', () => {
    board.publish(described('a', 'prod'));
    board.publish(described('b', 'test'));
    board.publish(described('c', 'prod'));
    expect(viewOf('prod').changes.map(({ id, before, after }) => [id, before, after])).toEqual([
      [3, 'a', 'c'],
      [1, '', 'a'],
    ]);
    expect(viewOf('test').changes.map(({ id }) => id)).toEqual([2]);
  });

  it('are none where nothing changed', () => {
    board.publish(described(''));
    expect(viewOf('prod').changes).toEqual([]);
  });

  it('are kept up to a number', () => {
    for (let index = 1; index <= MAX_CHANGES + 50; index++) board.publish(described(`${index}`));
    const { changes } = viewOf('prod');
    expect(changes).toHaveLength(MAX_CHANGES);
    expect(changes[0]).toMatchObject({ id: MAX_CHANGES + 50, after: `${MAX_CHANGES + 50}` });
  });
});

describe('who flaps', () => {
  const names = Array.from({ length: 60 }, (_, index) => `node-${index}`);
  const at = (beat: number, away: boolean): ClusterSnapshot =>
    snapshotOf({
      observedAtMs: NOW_MS + beat * BEAT_MS,
      members: names.map((name) => (away ? offline(name, 0) : online(name))),
    });
  const flap = (on: Board, times: number, from = 0): void => {
    for (let beat = 1; beat <= 2 * times; beat++) on.publish(at(from + beat, beat % 2 === 1));
  };

  it('is named, however many they are and whatever is no longer among the last changes', () => {
    const one = createBoard([at(0, false)]);
    flap(one, 2);
    expect(one.view('prod')?.flapping).toEqual([]);
    flap(one, 3, 4);
    expect(one.view('prod')?.changes).toHaveLength(MAX_CHANGES);
    const flapping = one.view('prod')?.flapping ?? [];
    expect(flapping.map(({ member }) => member)).toEqual(names);
    expect(flapping[0]).toMatchObject({ times: 5, atLeast: false });
  });

  it('is known from what was remembered, as far as that goes', () => {
    const before = createBoard([at(0, false)]);
    flap(before, 5);
    const { changes = [], events = [] } = before.view('prod') ?? {};
    const after = createBoard(
      [at(10, false)],
      new Map([['prod', { changes, events, judged: null }]]),
      10_000,
    );
    expect(after.view('prod')?.flapping).toEqual([]);
    flap(after, 3, 10);
    const flapping = after.view('prod')?.flapping ?? [];
    expect(new Set(flapping.map(({ member }) => member))).toEqual(new Set(names));
    for (const { times, atLeast } of flapping) {
      expect(times).toBeGreaterThanOrEqual(3);
      expect(atLeast).toBe(true);
    }
  });
});

describe('listeners', () => {
  it('hear of each view with the step that leads to it, until they stop', () => {
    const heard: { key: string; view: ClusterView; delta: Delta }[] = [];
    const stop = board.listen((key, view, delta) => heard.push({ key, view, delta }));
    let held = viewOf('test');
    board.publish(described('a', 'test'));
    board.publish(snapshotOf({ cluster: cluster('test'), members: threeWell() }));
    stop();
    board.publish(described('later', 'test'));
    expect(heard.map(({ key, view }) => [key, view.seq])).toEqual([
      ['test', 1],
      ['test', 2],
    ]);
    for (const { delta, view } of heard) {
      held = applyDelta(held, delta) ?? held;
      expect(held).toEqual(view);
    }
  });

  it('may stop while they are told', () => {
    const heard: string[] = [];
    const stop = board.listen(() => {
      heard.push('first');
      stop();
    });
    board.listen(() => heard.push('second'));
    board.publish(described('a'));
    board.publish(described('b'));
    expect(heard).toEqual(['first', 'second', 'second']);
  });
});

describe('a summary', () => {
  it('counts members by status, and says how the cluster is', () => {
    const members = [...threeWell(), offline('node-4'), offline('node-5')];
    const one = createBoard([snapshotOf({ members })]);
    expect(one.summaries(NOW_MS)).toEqual([
      expect.objectContaining({
        key: 'prod',
        name: 'prod',
        demo: false,
        product: 'lxd',
        serverVersion: '6.1',
        memberCount: 5,
        statuses: { Online: 3, Offline: 2 },
        observedAtMs: NOW_MS,
        rollCallIntervalMs: BEAT_MS,
      }),
    ]);
    expect(one.summaries(NOW_MS)[0]?.level).not.toBe('ok');
  });

  it('turns to unknown when the data grow old', () => {
    const one = createBoard([snapshotOf()]);
    expect(one.summaries(NOW_MS)[0]).toMatchObject({ level: 'ok', statuses: { Online: 3 } });
    expect(one.summaries(NOW_MS + TOO_OLD_MS)[0]).toMatchObject({
      level: 'unknown',
      statuses: { Unknown: 3 },
    });
  });

  it('of a cluster that was never read has no time', () => {
    const parts = { server: pendingPart, cluster: pendingPart, members: pendingPart, groups: pendingPart };
    const one = createBoard([snapshotOf({ members: [], parts, leadership: null })]);
    expect(one.summaries(NOW_MS)[0]).toMatchObject({
      level: 'unknown',
      memberCount: 0,
      statuses: {},
      observedAtMs: null,
    });
  });
});

describe('a board that remembers', () => {
  it('goes on from what it is given, and judges by the last judgement', () => {
    const waiting = snapshotOf({
      cluster: cluster('prod'),
      parts: { members: { ...pendingPart, observedAtMs: NOW_MS - TOO_OLD_MS } },
    });
    const change = {
      id: 41,
      atMs: 1,
      kind: 'leader',
      member: 'a',
      before: 'b',
      after: 'a',
      note: null,
    } as const;
    const remembered = {
      changes: [{ ...change, sinceMs: null }],
      events: [],
      judged: { atMs: NOW_MS - TOO_OLD_MS, level: 'critical', sentence: 'Quorum is lost.' },
    } as const;
    const one = createBoard(
      [waiting],
      new Map([['prod', { ...remembered, changes: [...remembered.changes], events: [] }]]),
      41,
    );
    one.publish(waiting);
    expect(one.view('prod')?.changes.map(({ id }) => id)).toEqual([41]);
    one.publish(well('prod'));
    expect(one.view('prod')?.changes).toMatchObject([
      { id: 42, kind: 'verdict', before: 'critical', after: 'ok', sinceMs: NOW_MS - TOO_OLD_MS },
      { id: 41 },
    ]);
  });
});
