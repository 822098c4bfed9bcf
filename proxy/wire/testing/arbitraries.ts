/** Random members and snapshots for property tests: every mix of roles, statuses, probes and ages. */
import * as fc from 'fast-check';
import type { Operation } from '../operation.ts';
import { NO_VITALS } from '../vitals.ts';
import type { Warning } from '../warning.ts';
import type { FailureKind, Member, PartState, Probe } from '../snapshot.ts';
import {
  BEAT_MS,
  MINUTE,
  NOW_MS,
  STILL_FRESH_MS,
  TOO_OLD_MS,
  answering,
  failed,
  member,
  notProbed,
  ok,
  operation,
  pendingPart,
  silent,
  snapshotOf,
  vitals,
  warning,
  wrong,
} from './scenes.ts';

/** Every way in which LXD and Incus write down that a member votes, the leader's first. */
export const VOTER_ROLES: readonly (readonly string[])[] = [
  ['database-leader', 'database'],
  ['database-leader'],
  ['database'],
  ['database-voter'],
  ['database', 'ovn-chassis'],
];
const OTHER_ROLES: readonly (readonly string[])[] = [
  [],
  ['database-standby'],
  ['event-hub'],
  ['database-client'],
];

const statuses = fc.constantFrom(
  'Online',
  'Offline',
  'Evacuated',
  'Evacuating',
  'Restoring',
  'Blocked',
  'Online?',
  'offline',
);

const WRONG_KINDS: readonly FailureKind[] = ['pin-mismatch', 'other-member', 'garbage', 'lxd-error'];
const LIST_KINDS: readonly FailureKind[] = [
  'blocked',
  'timeout',
  'lxd-error',
  'stale-view',
  'refused',
  'reset',
  'garbage',
  'pin-mismatch',
  'untrusted',
  'not-clustered',
];

/** Ages on both sides of every limit. */
const ages = fc.constantFrom(0, BEAT_MS, STILL_FRESH_MS, TOO_OLD_MS, MINUTE, 61_000, 10 * MINUTE);

const probes: fc.Arbitrary<Probe> = fc.oneof(
  fc.record({ forMs: ages, ageMs: ages }).map(answering),
  fc.record({ forMs: ages, ageMs: ages, witnessed: fc.boolean() }).map((age) => silent(age)),
  fc.tuple(fc.constantFrom(...WRONG_KINDS), ages).map(([kind, ageMs]) => wrong(kind, { ageMs })),
  ages.map(notProbed),
);

const listStates: fc.Arbitrary<PartState> = fc.oneof(
  ages.map(ok),
  fc
    .tuple(fc.constantFrom(...LIST_KINDS), fc.option(ages), ages)
    .map(([kind, ageMs, forMs]) => failed(kind, ageMs, forMs)),
  fc.constant(pendingPart),
);

const serverStates: fc.Arbitrary<PartState> = fc.oneof(
  ages.map(ok),
  fc
    .tuple(fc.constantFrom<FailureKind>('timeout', 'refused'), fc.option(ages))
    .map(([kind, ageMs]) => failed(kind, ageMs)),
  fc.constant(pendingPart),
);

const memberFacts = fc.record({
  status: statuses,
  probe: probes,
  domain: fc.constantFrom('default', 'rack-2'),
  numbers: fc.constantFrom(
    NO_VITALS,
    vitals(),
    vitals({ load: [9, 5, 1] }),
    vitals({ memory: null }),
    vitals({ memory: { totalBytes: 100, usedBytes: 98, freeBytes: null } }),
    vitals({ fullestPool: { name: 'local', usedBytes: 96, totalBytes: 100 } }),
    vitals({ fullestPool: { name: 'local', usedBytes: 92, totalBytes: 101 } }),
  ),
});

/** Members with 0 to 7 voters in any vocabulary, at most one leader, and up to three that do not vote. */
export const memberLists: fc.Arbitrary<Member[]> = fc
  .record({
    voters: fc.array(fc.tuple(fc.constantFrom(...VOTER_ROLES.slice(2)), memberFacts), { maxLength: 7 }),
    leader: fc.option(fc.tuple(fc.nat(6), fc.constantFrom(...VOTER_ROLES.slice(0, 2)))),
    others: fc.array(fc.tuple(fc.constantFrom(...OTHER_ROLES), memberFacts), { maxLength: 3 }),
  })
  .map(({ voters, leader, others }) =>
    [...voters, ...others].map(([roles, { status, probe, domain, numbers }], index) => {
      const leads = index === leader?.[0] && index < voters.length;
      return member(`node-${index + 1}`, {
        status,
        probe,
        roles: [...(leads ? leader[1] : roles)],
        failure_domain: domain,
        vitals: numbers,
        statusSince: { atMs: NOW_MS - MINUTE, witnessed: true },
      });
    }),
  );

const operationLists = fc.constantFrom<Operation[]>(
  [],
  [operation('a')],
  [operation('b'), operation('a', { progress: '9%' })],
);
const warningLists = fc.constantFrom<Warning[]>([], [warning('w')], [warning('w', { count: 2 })]);

/** Snapshots of any members in any state of the parts, as consistent as a poller makes them: none listed, none known. */
export const snapshots = fc
  .record({
    members: memberLists,
    list: listStates,
    server: serverStates,
    groups: listStates,
    operations: operationLists,
    warnings: warningLists,
  })
  .map(({ members, list, server, groups, operations, warnings }) =>
    snapshotOf({
      operations,
      warnings,
      members: list.observedAtMs === null ? [] : members,
      parts: { members: list, server, groups },
    }),
  );
