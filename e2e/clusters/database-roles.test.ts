import { expect, it } from 'vitest';
import { leaderIn, votersIn } from './database-roles.ts';

const member = (server_name: string, ...roles: string[]) => ({ server_name, roles });

it('finds the leader and counts the votes', () => {
  const members = [
    member('a', 'database'),
    member('b', 'database-leader', 'database'),
    member('c', 'database-standby'),
  ];
  expect(leaderIn(members)).toBe('b');
  expect(votersIn(members)).toBe(2);
});

it('finds no leader in an election', () => {
  expect(leaderIn([member('a', 'database'), member('b')])).toBeUndefined();
});

it('refuses what is no list of members', () => {
  expect(() => leaderIn(null)).toThrow();
  expect(() => votersIn([{ server_name: 'a' }])).toThrow();
});
