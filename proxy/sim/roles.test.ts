import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { guises } from './guise.ts';
import { quorumOf, rebalance, roleNames, wantedRoles } from './roles.ts';
import type { RoleHolder } from './roles.ts';

const holder = fc.record({
  role: fc.constantFrom('voter', 'standby', 'spare'),
  online: fc.boolean(),
  failureDomain: fc.constantFrom('a', 'b', 'c'),
});
const holders = fc
  .array(holder, { minLength: 1, maxLength: 9 })
  .map((list): RoleHolder[] => list.map((each, index) => ({ ...each, id: index + 1 })));

const countOf = (roles: Map<number, string>, role: string): number =>
  [...roles.values()].filter((each) => each === role).length;

const applied = (before: readonly RoleHolder[], roles: ReturnType<typeof rebalance>): RoleHolder[] =>
  before.map((each) => ({ ...each, role: roles.get(each.id) ?? each.role }));

describe('rebalance', () => {
  it.each([
    [1, 1, 0, 0],
    [2, 1, 0, 1],
    [3, 3, 0, 0],
    [4, 3, 1, 0],
    [5, 3, 2, 0],
    [6, 3, 2, 1],
    [7, 3, 2, 2],
  ])(
    'gives a new cluster of %i its %i voters, %i stand-bys and %i spares',
    (members, voters, standbys, spares) => {
      const fresh = Array.from({ length: members }, (_, index): RoleHolder => ({
        id: index + 1,
        role: 'spare',
        online: true,
        failureDomain: 'default',
      }));
      const roles = rebalance(fresh, undefined);
      expect([countOf(roles, 'voter'), countOf(roles, 'standby'), countOf(roles, 'spare')]).toEqual([
        voters,
        standbys,
        spares,
      ]);
    },
  );

  it('never exceeds what is wanted, and fills it while somebody is online', () => {
    fc.assert(
      fc.property(holders, (before) => {
        const wanted = wantedRoles(before.length);
        const after = applied(before, rebalance(before, undefined));
        const voters = after.filter(({ role }) => role === 'voter');
        expect(voters.length).toBeLessThanOrEqual(wanted.voters);
        const idle = after.filter(({ role, online }) => online && role !== 'voter');
        if (idle.length > 0) {
          expect(voters.length).toBe(wanted.voters);
          expect(voters.every(({ online }) => online)).toBe(true);
        }
        expect(after.filter(({ role }) => role === 'standby').length).toBeLessThanOrEqual(wanted.standbys);
      }),
    );
  });

  it('done twice changes nothing more', () => {
    fc.assert(
      fc.property(holders, (before) => {
        const once = applied(before, rebalance(before, undefined));
        expect(applied(once, rebalance(once, undefined))).toEqual(once);
      }),
    );
  });

  it('leaves the leader its vote', () => {
    fc.assert(
      fc.property(holders, (before) => {
        const leader = before.find(({ role, online }) => role === 'voter' && online);
        fc.pre(leader !== undefined);
        expect(rebalance(before, leader.id).get(leader.id)).toBe('voter');
      }),
    );
  });

  it('spreads the voters over the failure domains', () => {
    const domains = ['a', 'a', 'a', 'b', 'c'];
    const fresh = domains.map((failureDomain, index): RoleHolder => ({
      id: index + 1,
      role: 'spare',
      online: true,
      failureDomain,
    }));
    const voters = applied(fresh, rebalance(fresh, undefined)).filter(({ role }) => role === 'voter');
    expect(voters.map(({ failureDomain }) => failureDomain).toSorted()).toEqual(['a', 'b', 'c']);
  });
});

describe('roleNames', () => {
  it.each([
    ['lxd-5.0', ['database-leader', 'database'], ['database']],
    ['lxd-6', ['database-leader'], ['database-voter']],
    ['incus-7', ['database-leader', 'database'], ['database']],
  ] as const)('speaks %s', (name, leader, voter) => {
    expect(roleNames('voter', true, guises[name])).toEqual(leader);
    expect(roleNames('voter', false, guises[name])).toEqual(voter);
    expect(roleNames('standby', false, guises[name])).toEqual(['database-standby']);
    expect(roleNames('spare', false, guises[name])).toEqual([]);
  });
});

it('needs more than half of the voters', () => {
  expect([1, 2, 3, 4, 5].map(quorumOf)).toEqual([1, 2, 2, 3, 3]);
});
