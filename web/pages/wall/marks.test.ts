import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '~wire/change.ts';
import { MINUTE, NOW_MS, SECOND } from '~wire/testing/scenes.ts';
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
const flaps = [1, 2, 3, 4].flatMap((minute) => [
  change(minute * MINUTE, back),
  change(minute * MINUTE + 20 * SECOND),
]);

describe('marks', () => {
  it('stand out for a minute, and stay until the member has been steady for ten', () => {
    const kindAfter = (agoMs: number) => marksOf([change(agoMs)], NOW_MS).get('node-3')?.kind;
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
    expect([...marksOf(list, NOW_MS)]).toEqual([
      ['node-3', { kind: 'recent', changedAtMs: NOW_MS - 2 * MINUTE, flapping: null }],
    ]);
  });

  it('name what flaps', () => {
    expect(marksOf(flaps, NOW_MS).get('node-3')?.flapping).toMatchObject({ times: 4 });
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
    const told = toldChanges([verdict, other, ...flaps, older], NOW_MS, 3);
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
    expect(toldChanges(moves, NOW_MS, 3).map(({ words }) => words)).toEqual([
      'Leadership moved 3x in 10 min, last to node-1',
    ]);
  });
});
