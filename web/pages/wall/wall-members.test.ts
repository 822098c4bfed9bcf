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
import { toWallMembers, troubleWords, troubled } from './wall-members.ts';

const well = online('a', ['database-leader', 'database']);
const quiet = online('b', undefined, { probe: silent({ forMs: 12 * SECOND }) });
const odd = online('c', undefined, { probe: wrong('garbage') });
const down = offline('d', 4 * MINUTE);
const away = evacuated('e', 2 * MINUTE);
const all = [well, quiet, odd, down, away];

type Differs = Parameters<typeof snapshotOf>[0] & { stale?: boolean };

const onWall = (members: readonly Member[], { stale = false, ...differs }: Differs = {}) => {
  const snapshot = snapshotOf({ members: [...members], ...differs });
  return toWallMembers(members, { snapshot, nowMs: NOW_MS, stale, marks: new Map() });
};

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
    expect(onWall([well, dead, alive]).map((each) => [troubleWords(each)[1], each.worse.shape])).toEqual([
      [undefined, 'online'],
      ['Evacuated, no answer', 'offline'],
      ['Offline, answers us', 'offline'],
    ]);
  });

  it('shows the worse of the two where there is room for one', () => {
    expect(onWall(all).map(({ worse }) => worse.shape)).toEqual([
      'online',
      'offline',
      'attention',
      'offline',
      'evacuated',
    ]);
  });

  it('is named among those in trouble, the worst first', () => {
    expect(troubled(onWall(all)).map(({ name }) => name)).toEqual(['d', 'c', 'b', 'e']);
    expect(troubled(onWall([well]))).toEqual([]);
  });
});

describe('a member on a wall whose data are old', () => {
  /** Nothing came for a minute: neither lists nor probes. */
  const old = { parts: { members: failed('timeout', MINUTE) }, stale: true };
  const gone = (member: Member): Member => ({
    ...member,
    probe: {
      ...member.probe,
      observedAtMs: NOW_MS - MINUTE,
      since: { atMs: NOW_MS - 10 * MINUTE, witnessed: true },
    },
  });
  const drawnAs = (members: readonly Member[], differs: Differs) =>
    onWall(members, differs).map(({ worse: { shape, past } }) => (past ? `was ${shape}` : shape));

  it('is drawn as what was, and as nothing where all was well', () => {
    expect(drawnAs(all.map(gone), old)).toEqual([
      'was unknown',
      'was offline',
      'was attention',
      'was offline',
      'was evacuated',
    ]);
  });

  it('is named with what was wrong when it was seen last, the worst first', () => {
    expect(troubled(onWall(all.map(gone), old)).map((each) => [each.name, troubleWords(each)])).toEqual([
      ['d', ['was Offline', 'was Offline']],
      ['c', ['was Online, answered wrongly', 'answered wrongly', 'was wrong']],
      ['b', ['was Online, gave no answer', 'gave no answer', 'was silent']],
      ['e', ['was Evacuated', 'was Evacuated']],
    ]);
    expect(troubled(onWall([gone(well)], old))).toEqual([]);
  });

  it('is not told apart by a silence that began with that of all others', () => {
    const cut = [well, down].map((member) => ({ ...member, probe: silent({ forMs: 30 * SECOND }) }));
    expect(drawnAs(cut, old)).toEqual(['was unknown', 'was offline']);
    expect(onWall(cut, old).map(({ seen }) => seen)).toEqual(['no answer', 'no answer']);
    const before = [well, quiet].map((member, index) => ({
      ...member,
      probe: silent({ forMs: index === 0 ? 30 * SECOND : 5 * MINUTE }),
    }));
    expect(troubled(onWall(before, old)).map(({ name }) => name)).toEqual(['b']);
  });

  it('is as we see it where our probes still tell it from others', () => {
    const noList = { parts: { members: failed('timeout', MINUTE) } };
    expect(drawnAs(all, noList)).toEqual(['was unknown', 'offline', 'attention', 'offline', 'was evacuated']);
    expect(troubled(onWall(all, noList)).map((each) => [each.name, troubleWords(each)[0]])).toEqual([
      ['d', 'was Offline'],
      ['c', 'was Online, wrong answer'],
      ['b', 'was Online, no answer'],
      ['e', 'was Evacuated'],
    ]);
    const back = offline('f', 4 * MINUTE, { probe: answering() });
    expect(onWall([well, back], noList).map(troubleWords)[1]?.[0]).toBe('was Offline, answers us');
  });
});
