import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { NO_INSTANCES } from '~wire/instance.ts';
import type { Member } from '~wire/snapshot.ts';
import {
  NOW_MS,
  TOO_OLD_MS,
  blocked,
  evacuated,
  offline,
  ok,
  online,
  silent,
  snapshotOf,
  vitals,
} from '~wire/testing/scenes.ts';
import { COLUMNS } from '../../url/columns.ts';
import { WORST_FIRST } from '../../url/sort.ts';
import {
  countStatuses,
  evidenceOf,
  filterMembers,
  membersInView,
  sortMembers,
  statusesOf,
  toRow,
} from './member-rows.ts';

const members = [
  online('node-10'),
  online('node-2', ['database-leader']),
  online('node-3', [], { probe: silent(), groups: ['gpu'] }),
  offline('node-4', 60_000, { failure_domain: 'rack-b' }),
  evacuated('node-5'),
  blocked('node-6', 'Needs updating to newer version'),
];
const names = (list: readonly Member[]): string[] => list.map((member) => member.server_name);
const none = { text: '', statuses: [] };

describe('order', () => {
  it('is worst first, and then by name as people count', () => {
    const snapshot = snapshotOf({ members });
    expect(names(membersInView(snapshot, none, WORST_FIRST, NOW_MS))).toEqual([
      'node-4',
      'node-3',
      'node-6',
      'node-5',
      'node-2',
      'node-10',
    ]);
  });

  it('by latency puts members that do not answer last', () => {
    const sorted = sortMembers(members, { column: 'seen', descending: false }, snapshotOf(), NOW_MS);
    expect(names(sorted).slice(-2)).toEqual(['node-3', 'node-4']);
  });

  it('by database role begins with the leader', () => {
    const sorted = sortMembers(members, { column: 'database', descending: false }, snapshotOf(), NOW_MS);
    expect(names(sorted)[0]).toBe('node-2');
  });

  it('by a number puts members of which it is not known last, whichever way', () => {
    const numbered = [
      online('a', [], { vitals: vitals({ load: [2, 1, 1] }) }),
      online('b'),
      online('c', [], { vitals: vitals({ load: [0, 1, 1] }) }),
    ];
    const orders = [true, false].map((descending) =>
      names(sortMembers(numbered, { column: 'load', descending }, snapshotOf(), NOW_MS)),
    );
    expect(orders).toEqual([
      ['a', 'c', 'b'],
      ['c', 'a', 'b'],
    ]);
  });

  it.each([
    ['memory', vitals({ memory: { totalBytes: 100, usedBytes: 90, freeBytes: null } })],
    ['storage', vitals({ fullestPool: { name: 'z', usedBytes: 90, totalBytes: 100 } })],
    ['instances', vitals({ instances: { ...NO_INSTANCES, running: 90 } })],
    ['uptime', vitals({ uptimeS: 1e9 })],
  ] as const)('by %s has the most first', (column, most) => {
    const numbered = [online('a', [], { vitals: vitals() }), online('z', [], { vitals: most })];
    expect(names(sortMembers(numbered, { column, descending: true }, snapshotOf(), NOW_MS))).toEqual([
      'z',
      'a',
    ]);
  });

  it('by any column shows every member once', () => {
    const sorts = fc.record({ column: fc.constantFrom(...COLUMNS, null), descending: fc.boolean() });
    fc.assert(
      fc.property(sorts, fc.shuffledSubarray(members), (sort, some) => {
        const sorted = sortMembers(some, sort, snapshotOf(), NOW_MS);
        expect(names(sorted).toSorted()).toEqual(names(some).toSorted());
      }),
    );
  });
});

describe('evidence', () => {
  it('is what LXD adds to an unusual status, and any disagreement; old words are none', () => {
    const snapshot = snapshotOf({ members });
    const lines = members.map((member) => evidenceOf(toRow(member, snapshot, NOW_MS)).length);
    expect(lines).toEqual([0, 0, 1, 1, 1, 1]);
    const old = snapshotOf({ members, parts: { members: ok(TOO_OLD_MS) } });
    expect(members.flatMap((member) => evidenceOf(toRow(member, old, NOW_MS)))).toEqual([]);
  });
});

describe('filter', () => {
  it.each([
    ['NODE-1', ['node-10']],
    ['gpu', ['node-3']],
    ['rack-b offline', ['node-4']],
    ['needs updating', ['node-6']],
    ['leader', ['node-2']],
    ['nothing like it', []],
  ])('by words: %s', (text, expected) => {
    expect(names(filterMembers(members, { text, statuses: [] }))).toEqual(expected);
  });

  it.each([
    [['Offline'], ['node-4']],
    [['silent'], ['node-3', 'node-4']],
    [
      ['Evacuated', 'Blocked'],
      ['node-5', 'node-6'],
    ],
    [['Gone'], []],
  ])('by status: %s', (statuses, expected) => {
    expect(names(filterMembers(members, { text: '', statuses }))).toEqual(expected);
  });

  it('does not change with the age of the data', () => {
    const old = snapshotOf({ members, parts: { members: ok(TOO_OLD_MS) } });
    const filter = { text: '', statuses: ['Offline'] };
    expect(names(membersInView(old, filter, WORST_FIRST, NOW_MS + 60_000))).toEqual(['node-4']);
  });

  it('counts every word of every member, ours last', () => {
    expect(countStatuses(members)).toEqual([
      ['Blocked', 1],
      ['Evacuated', 1],
      ['Offline', 1],
      ['Online', 3],
      ['silent', 2],
    ]);
    expect(members.map((member) => statusesOf(member).length)).toEqual([1, 1, 2, 2, 1, 1]);
  });
});
