import { describe, expect, test } from 'vitest';
import type { MemberAvailability } from '~wire/availability.ts';
import { availabilityRows, missedMs } from './availability-rows.ts';

const row = (
  member: string,
  answering: number,
  differs: Partial<MemberAvailability['ours']> = {},
): MemberAvailability => {
  const ours = { answering, silent: 0, wrong: 0, unknown: 0, absent: 0, ...differs };
  const presentMs = 1000 - ours.absent;
  return {
    member,
    presentMs,
    ours,
    lxd: { online: answering, offline: 0, evacuated: 0, other: 0, unknown: 0, absent: ours.absent },
    upShare: presentMs === 0 ? null : answering / presentMs,
    knownShare: 1,
    onlineShare: presentMs === 0 ? null : answering / presentMs,
  };
};

const MEMBERS = [
  row('node-10', 1000),
  row('node-2', 1000),
  row('node-1', 400, { silent: 500, wrong: 100 }),
  row('node-3', 900, { unknown: 100 }),
  row('gone', 0, { absent: 1000 }),
];

const order = (column: Parameters<typeof availabilityRows>[1]['column'], descending = false): string[] =>
  availabilityRows(MEMBERS, { column, descending }).map(({ member }) => member);

describe('members', () => {
  test('come the worst first, equals by name', () =>
    expect(order(null)).toEqual(['node-1', 'node-3', 'node-2', 'node-10']));

  test.each([
    ['name', false, ['node-1', 'node-2', 'node-3', 'node-10']],
    ['name', true, ['node-10', 'node-3', 'node-2', 'node-1']],
    ['silent', true, ['node-1', 'node-2', 'node-3', 'node-10']],
    ['unknown', true, ['node-3', 'node-1', 'node-2', 'node-10']],
    ['online', true, ['node-2', 'node-10', 'node-3', 'node-1']],
  ] as const)('by %s, most first: %s', (column, descending, names) =>
    expect(order(column, descending)).toEqual(names),
  );

  test('missed what was silent and what was wrong', () =>
    expect(MEMBERS.map(missedMs)).toEqual([0, 0, 600, 0, 0]));
});
