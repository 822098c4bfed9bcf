import { describe, expect, it } from 'vitest';
import {
  MINUTE,
  NOW_MS,
  SECOND,
  evacuated,
  failed,
  offline,
  online,
  silent,
  snapshotOf,
  vitals,
  wrong,
} from '~wire/testing/scenes.ts';
import type { Member } from '~wire/snapshot.ts';
import { toWallMember, troubled, worseShape } from './wall-members.ts';

const well = online('a', ['database-leader', 'database']);
const quiet = online('b', undefined, { probe: silent({ forMs: 12 * SECOND }) });
const odd = online('c', undefined, { probe: wrong('garbage') });
const down = offline('d', 4 * MINUTE);
const away = evacuated('e', 2 * MINUTE);
const all = [well, quiet, odd, down, away];

const onWall = (members: readonly Member[], differs: Parameters<typeof snapshotOf>[0] = {}) =>
  members.map((member) => toWallMember(member, snapshotOf({ members: [...members], ...differs }), NOW_MS));

describe('a member on the wall', () => {
  it('is told by both witnesses in few words', () => {
    expect(onWall(all).map(({ name, status, seen, leader }) => [name, status, seen, leader])).toEqual([
      ['a', 'Online', '2.4 ms', true],
      ['b', 'Online', 'no answer', false],
      ['c', 'Online', 'wrong answer', false],
      ['d', 'Offline 4 min', 'no answer', false],
      ['e', 'Evacuated 2 min', '2.4 ms', false],
    ]);
  });

  it('says what its machine has to do, as far as that is known and not old', () => {
    const busy = online('a', undefined, { vitals: vitals({ fullestPool: null }) });
    expect(onWall([busy])[0]?.numbers).toEqual(['load 0.50', 'memory 25%', '3 running']);
    const old = online('a', undefined, { vitals: vitals({ stateAtMs: NOW_MS - MINUTE }) });
    expect(onWall([old])[0]?.numbers).toEqual(['memory 25%', 'storage 20%', '3 running']);
    expect(onWall([well])[0]?.numbers).toEqual([]);
  });

  it('shows the worse of the two where there is room for one', () => {
    expect(onWall(all).map(worseShape)).toEqual(['online', 'offline', 'attention', 'offline', 'evacuated']);
  });

  it('is no more than it was once the data are old', () => {
    const [first] = onWall([down], { parts: { members: failed('timeout', MINUTE) } });
    expect(first).toMatchObject({ shape: 'unknown', status: 'was Offline' });
  });

  it('is named among those in trouble, the worst first', () => {
    expect(troubled(onWall(all)).map(({ name }) => name)).toEqual(['d', 'c', 'b', 'e']);
    expect(troubled(onWall([well]))).toEqual([]);
  });
});
