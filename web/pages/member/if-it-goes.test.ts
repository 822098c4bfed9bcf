import { expect, it } from 'vitest';
import { assess } from '~wire/assess.ts';
import { NOW_MS, failed, memberRow, offline, online, silent, snapshotOf } from '~wire/testing/scenes.ts';
import { ifItGoes } from './if-it-goes.ts';

const five = memberRow(5, (name, number) =>
  online(name, number === 1 ? ['database-leader', 'database'] : ['database']),
);
const say = (members: typeof five, index: number, parts = {}): string => {
  const snapshot = snapshotOf({ members, parts });
  const member = members[index];
  if (member === undefined) throw new Error('no such member in the scene');
  return ifItGoes(member, assess(snapshot, NOW_MS).quorum);
};

it('counts what is left', () => {
  expect(say(five, 1)).toBe('If it goes, quorum holds; 1 more may follow it.');
  expect(say(five, 0)).toBe('If it goes, another leader is elected and quorum holds; 1 more may follow it.');
  expect(say(five.slice(0, 3), 1)).toBe('If it goes, quorum holds; no other voter may follow it.');
});

it('says where the loss of one more is the last', () => {
  const members = [...five.slice(0, 2), offline('node-3')];
  expect(say(members, 0)).toBe('If it goes, the cluster database stops.');
});

it('does not count twice a voter that is missing already', () => {
  const already = 'The cluster database is counted without it already.';
  expect(say([...five.slice(0, 2), offline('node-3')], 2)).toBe(already);
  expect(say([...five.slice(0, 2), online('node-3', ['database'], { probe: silent() })], 2)).toBe(already);
});

it('says what is not known, and what is lost', () => {
  expect(
    say(five.slice(0, 3), 1, {
      members: failed('unreachable', 60_000),
      server: failed('unreachable', 60_000),
    }),
  ).toBe('What its loss would mean is not known now.');
});

it('knows that a spare holds nothing', () => {
  expect(say([...five.slice(0, 3), online('node-9', [])], 3)).toBe(
    'If it goes, the cluster database goes on without it.',
  );
});
