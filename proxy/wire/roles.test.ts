import { describe, expect, it } from 'vitest';
import { databaseRole, isLeader, isStandby, isVoter, quorumOf } from './roles.ts';

describe('what a member is to the cluster database', () => {
  it.each([
    [['database-leader', 'database'], 'leader'],
    [['database', 'database-leader'], 'leader'],
    [['database-leader'], 'leader'],
    [['database'], 'voter'],
    [['database-voter'], 'voter'],
    [['event-hub', 'database-voter', 'ovn-chassis'], 'voter'],
    [['database-standby'], 'stand-by'],
    [['database-standby', 'database'], 'voter'],
    [['database-client'], 'spare'],
    [['event-hub', 'ovn-chassis', 'control-plane'], 'spare'],
    [['Database', 'database '], 'spare'],
    [[], 'spare'],
  ] as const)('with %j is %s', (roles, role) => {
    expect(databaseRole(roles)).toBe(role);
    expect(isLeader(roles)).toBe(role === 'leader');
    expect(isVoter(roles)).toBe(role === 'leader' || role === 'voter');
    expect(isStandby(roles)).toBe(role === 'stand-by');
  });
});

it.each([
  [0, 1],
  [1, 1],
  [2, 2],
  [3, 2],
  [4, 3],
  [5, 3],
  [6, 4],
  [7, 4],
])('a quorum of %i voters is %i', (voters, needed) => {
  expect(quorumOf(voters)).toBe(needed);
});
