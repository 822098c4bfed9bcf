import { describe, expect, it } from 'vitest';
import { MAX_CHANGES, type RecordedChange } from '~wire/change.ts';
import type { Flapping } from '~wire/flapping.ts';
import { MINUTE, NOW_MS, SECOND, offline } from '~wire/testing/scenes.ts';
import { marksOf } from './marks.ts';
import { toldChanges } from './told-changes.ts';

let lastId = 0;
const change = (agoMs: number, differs: Partial<RecordedChange> = {}): RecordedChange => {
  lastId += 1;
  return {
    id: lastId,
    atMs: NOW_MS - agoMs,
    kind: 'status',
    member: 'node-3',
    before: 'Online',
    after: 'Offline',
    note: null,
    sinceMs: null,
    ...differs,
  };
};
const back = { before: 'Offline', after: 'Online' };
const flapping = (member: string | null, times: number): Flapping => ({
  member,
  times,
  atLeast: false,
  lastAtMs: NOW_MS,
});
const flaps = [1, 2, 3, 4].flatMap((minute) => [
  change(minute * MINUTE, back),
  change(minute * MINUTE + 20 * SECOND),
]);

describe('marks', () => {
  it('stand out for a minute, and stay until the member has been steady for ten', () => {
    const kindAfter = (agoMs: number) => marksOf([change(agoMs)], [], NOW_MS).get('node-3')?.kind;
    expect([0, MINUTE, MINUTE + 1, 10 * MINUTE, 10 * MINUTE + 1].map(kindAfter)).toEqual([
      'fresh',
      'fresh',
      'recent',
      'recent',
      undefined,
    ]);
  });

  it('are of the last change, and of what can be seen of a member', () => {
    const list = [
      change(5 * SECOND, { kind: 'message' }),
      change(10 * SECOND, { kind: 'verdict', member: null }),
      change(2 * MINUTE, back),
      change(3 * MINUTE),
    ];
    expect([...marksOf(list, [], NOW_MS)]).toEqual([
      ['node-3', { kind: 'recent', changedAtMs: NOW_MS - 2 * MINUTE, flapping: null }],
    ]);
  });

  it('name what flaps', () => {
    const marks = marksOf(
      [...flaps, change(5 * MINUTE, { member: 'node-1' })],
      [flapping('node-3', 4)],
      NOW_MS,
    );
    expect(marks.get('node-3')?.flapping).toMatchObject({ times: 4 });
    expect(marks.get('node-1')?.flapping).toBeNull();
  });

  it('name it, too, where its changes are no longer among the last', () => {
    const others = Array.from({ length: MAX_CHANGES }, (_, index) =>
      change(SECOND, { member: `other-${index}` }),
    );
    const mark = (agoMs: number) =>
      marksOf(others, [{ ...flapping('node-3', 4), lastAtMs: NOW_MS - agoMs }], NOW_MS).get('node-3');
    expect(mark(2 * MINUTE)).toMatchObject({
      kind: 'recent',
      changedAtMs: NOW_MS - 2 * MINUTE,
      flapping: { times: 4 },
    });
    expect(mark(SECOND)?.kind).toBe('fresh');
    expect(mark(11 * MINUTE)).toBeUndefined();
  });

  it('are known of all members where there are more changes than are told', () => {
    const others = Array.from({ length: MAX_CHANGES }, (_, index) =>
      change(SECOND, { member: `other-${index}` }),
    );
    const member = {
      ...offline('node-3', 2 * MINUTE),
      statusSince: { atMs: NOW_MS - 2 * MINUTE, witnessed: true },
    };
    const marked = (changes: RecordedChange[]) => marksOf(changes, [], NOW_MS, [member]).get('node-3')?.kind;
    expect(marked(others)).toBe('recent');
    expect(marked(others.slice(1))).toBeUndefined();
  });
});

describe('the last changes', () => {
  it('have one line for what flaps, where its last change was', () => {
    const other = change(30 * SECOND, {
      member: 'node-1',
      kind: 'leader',
      before: 'node-2',
      after: 'node-1',
    });
    const older = change(9 * MINUTE, { member: 'node-2', ...back });
    const verdict = change(10 * SECOND, { kind: 'verdict', member: null });
    const told = toldChanges(
      { changes: [verdict, other, ...flaps, older], flapping: [flapping('node-3', 4)] },
      NOW_MS,
      3,
    );
    expect(told.map(({ member, words }) => [member, words])).toEqual([
      ['node-1', 'took over as leader from node-2'],
      ['node-3', 'flapped 4x in 10 min'],
      ['node-2', 'Offline → Online'],
    ]);
    expect(told[1]?.atMs).toBe(NOW_MS - MINUTE);
  });

  it('have one for a leadership that does not settle', () => {
    const moves = [1, 2, 3].map((minute) =>
      change(minute * MINUTE, {
        kind: 'leader',
        member: `node-${minute}`,
        before: 'x',
        after: `node-${minute}`,
      }),
    );
    const view = { changes: moves, flapping: [flapping(null, 3)] };
    expect(toldChanges(view, NOW_MS, 3).map(({ words }) => words)).toEqual([
      'Leadership moved 3x in 10 min, last to node-1',
    ]);
  });

  it('have one for all that flap, where there are more than two', () => {
    const names = ['a', 'b', 'c', 'd'];
    const changes = names.flatMap((member, index) => [
      change(index * SECOND, { member, ...back }),
      change((index + 20) * SECOND, { member }),
    ]);
    const older = change(9 * MINUTE, { member: 'node-2', ...back });
    const tell = (flappers: Flapping[]) =>
      toldChanges({ changes: [...changes, older], flapping: flappers }, NOW_MS, 3).map(
        ({ member, others, atLeast, words }) => [member, others, atLeast, words],
      );
    const all = names.map((name, index) => flapping(name, 3 + index));
    expect(tell(all)).toEqual([
      ['a', 3, false, 'flapped 3 to 6x in 10 min'],
      ['node-2', 0, false, 'Offline → Online'],
    ]);
    expect(tell(all.map((each) => ({ ...each, atLeast: true })))[0]?.[3]).toBe(
      'flapped at least 3x in 10 min',
    );
    expect(tell(names.map((name) => flapping(name, 5)))[0]?.[3]).toBe('flapped 5x in 10 min');
    expect(tell(all.slice(0, 2)).slice(0, 2)).toEqual([
      ['a', 0, false, 'flapped 3x in 10 min'],
      ['b', 0, false, 'flapped 4x in 10 min'],
    ]);
  });
});
