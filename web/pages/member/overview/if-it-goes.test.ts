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
  expect(say(five, 1)).toBe(
    'If node-2 stops, the database keeps quorum: 4 of 5 voters, 3 needed; 1 more may follow it.',
  );
  expect(say(five, 0)).toBe(
    'If node-1 stops, another leader is elected and the database keeps quorum: 4 of 5 voters, 3 needed; 1 more may follow it.',
  );
  expect(say(five.slice(0, 3), 1)).toBe(
    'If node-2 stops, the database keeps quorum: 2 of 3 voters, 2 needed; no other voter may follow it.',
  );
});

it('says where the loss of one more is the last', () => {
  const members = [...five.slice(0, 2), offline('node-3')];
  expect(say(members, 0)).toBe('If node-1 stops, the cluster database stops: 1 of 3 voters, 2 needed.');
  expect(say(five.slice(0, 1), 0)).toBe(
    'If node-1 stops, the cluster database stops: 0 of 1 voter, 1 needed.',
  );
});

it('does not count twice a voter that is missing already', () => {
  const already = 'The cluster database is counted without it already: 2 of 3 voters, 2 needed.';
  expect(say([...five.slice(0, 2), offline('node-3')], 2)).toBe(already);
  expect(say([...five.slice(0, 2), online('node-3', ['database'], { probe: silent() })], 2)).toBe(already);
});

it('says what is not known, and what is lost', () => {
  const gone = failed('unreachable', 60_000);
  expect(say(five.slice(0, 3), 1, { members: gone, server: gone })).toBe(
    'What its loss would mean is not known now.',
  );
  const alone = five.slice(0, 3).map((each, index) => (index === 0 ? each : { ...each, probe: silent() }));
  expect(say(alone, 1, { members: failed('lxd-error', 60_000) })).toBe(
    'Quorum is lost, 1 of 3 voters: every voter that comes back counts.',
  );
});

it('knows that a spare holds nothing', () => {
  const members = [...five.slice(0, 3), online('node-9', [])];
  expect(say(members, 3)).toBe(
    'If node-9 stops, the cluster database goes on without it: it keeps 3 of 3 voters.',
  );
  const gone = [...five.slice(0, 3), offline('node-9', undefined, { roles: [] })];
  expect(say(gone, 3)).toBe('The cluster database goes on without it: it keeps 3 of 3 voters.');
});
