import { describe, expect, it } from 'vitest';
import {
  MINUTE,
  NOW_MS,
  SECOND,
  answering,
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
import { toWallMember, troubleWords, troubled, worseShape } from './wall-members.ts';

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
    const numbers = (member: Member) =>
      onWall([member])[0]?.numbers.map(({ kind, value, part }) => [kind, value, part]);
    const busy = online('a', undefined, { vitals: vitals({ fullestPool: null, cpuThreads: 4 }) });
    expect(numbers(busy)).toEqual([
      ['load', '0.50', 0.125],
      ['mem', '25%', 0.25],
      ['runs', '3', null],
    ]);
    const old = online('a', undefined, { vitals: vitals({ stateAtMs: NOW_MS - MINUTE }) });
    expect(numbers(old)?.map(([kind]) => kind)).toEqual(['mem', 'disk', 'runs']);
    expect(numbers(well)).toEqual([]);
  });

  it('has words for its trouble that need less room', () => {
    expect(onWall(all).map(troubleWords)).toEqual([
      ['2.4 ms'],
      ['no answer', 'silent'],
      ['wrong answer', 'wrong'],
      ['Offline 4 min', 'Offline'],
      ['Evacuated 2 min', 'Evacuated'],
    ]);
    expect(onWall([well])[0]?.answer).toBe('answers in 2.4 ms');
  });

  it('says what we see where the word of LXD would hide it', () => {
    const dead = evacuated('a', 2 * MINUTE, { probe: silent() });
    const alive = offline('b', 4 * MINUTE, { probe: answering() });
    expect(onWall([well, dead, alive]).map((each) => [troubleWords(each)[1], worseShape(each)])).toEqual([
      [undefined, 'online'],
      ['Evacuated, no answer', 'offline'],
      ['Offline, answers us', 'offline'],
    ]);
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
