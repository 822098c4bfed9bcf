import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { one, testReasons, three, two, verdictOf } from '../testing/reasons.ts';
import {
  GIB,
  MINUTE,
  NOW_MS,
  SECOND,
  type SceneDiffers,
  memberRow,
  online,
  ring,
  vitals,
} from '../testing/scenes.ts';
import type { Member, PoolTotal } from '../snapshot.ts';
import type { Vitals } from '../vitals.ts';

const pool = (usedGib: number, name = 'local', totalGib = 1000): Partial<Vitals> => ({
  fullestPool: { name, usedBytes: usedGib * GIB, totalBytes: totalGib * GIB },
});
const memory = (usedGib: number): Partial<Vitals> => ({
  memory: { totalBytes: 100 * GIB, usedBytes: usedGib * GIB, freeBytes: null },
});
const having = (member: Member, numbers: Partial<Vitals>): Member => ({ ...member, vitals: vitals(numbers) });

/** Three members with these numbers, one after the other. */
const with3 = (...numbers: Partial<Vitals>[]): SceneDiffers => ({
  members: [one, two, three].map((member, index) => having(member, numbers[index] ?? {})),
});

const total = (differs: Partial<PoolTotal>): PoolTotal => ({
  name: 'ceph',
  driver: 'ceph',
  remote: true,
  usedBytes: 0,
  totalBytes: 0,
  members: 3,
  ...differs,
});
const old = NOW_MS - 31 * SECOND;

testReasons(
  {
    'pool-full': [
      [
        'of one member, at nine tenths',
        with3(pool(900)),
        'notice',
        'Storage pool local is 90% full on node-1.',
        ['node-1'],
      ],
      [
        'of one member, with next to nothing left',
        with3({}, pool(950)),
        'degraded',
        'Storage pool local is 95% full on node-2.',
        ['node-2'],
      ],
      [
        'of several members, each its own',
        with3(pool(910), pool(944), pool(200)),
        'notice',
        'Storage pool local is 91% to 94% full on node-1 and node-2.',
        ['node-1', 'node-2'],
      ],
      [
        'that is kept outside of the members',
        { ...with3(pool(920, 'ceph'), pool(930, 'ceph'), {}), pools: [total({})] },
        'notice',
        'Storage pool ceph is 93% full.',
      ],
      [
        'that all report alike, where nothing else tells that it is one',
        with3(pool(960, 'ceph'), pool(960.5, 'ceph'), pool(960, 'ceph')),
        'degraded',
        'Storage pool ceph is 96% full.',
      ],
      [
        'of members that have alike ones, where it is known that each has its own',
        { ...with3(pool(960), pool(960)), pools: [total({ name: 'local', remote: false })] },
        'degraded',
        'Storage pool local is 96% full on node-1 and node-2.',
        ['node-1', 'node-2'],
      ],
      [
        'read as lately as it ever is',
        {
          ...with3({ ...pool(910), poolsAtMs: old }),
          rings: { pools: { ...ring(), everyMs: MINUTE } },
        },
        'notice',
        'Storage pool local is 91% full on node-1.',
        ['node-1'],
      ],
    ],
    'memory-full': [
      ['at nine tenths', with3(memory(90)), 'notice', 'Memory is 90% used on node-1.', ['node-1']],
      [
        'with next to nothing left',
        with3(memory(97), memory(99.9), memory(40)),
        'degraded',
        'Memory is 97% to 99% used on node-1 and node-2.',
        ['node-1', 'node-2'],
      ],
    ],
  },
  [
    ['pool-full', 'below nine tenths', with3(pool(899.9))],
    ['pool-full', 'of what was read too long ago', with3({ ...pool(990), poolsAtMs: old })],
    ['pool-full', 'of what was never read', with3({ fullestPool: null, poolsAtMs: null })],
    ['pool-full', 'of a pool of no size', with3(pool(0, 'local', 0))],
    ['memory-full', 'below nine tenths', with3(memory(89.9))],
    ['memory-full', 'of what was read too long ago', with3({ ...memory(99), resourcesAtMs: old })],
    [
      'memory-full',
      'where only free memory is known, which counts the page cache as used',
      with3({ memory: { totalBytes: 100 * GIB, usedBytes: null, freeBytes: GIB } }),
    ],
  ],
);

it('both levels are told of one pool, the worse first', () => {
  const { level, reasons } = verdictOf(with3(pool(910), pool(970)));
  expect(level).toBe('degraded');
  expect(reasons.map(({ text }) => text)).toEqual([
    'Storage pool local is 97% full on node-2.',
    'Storage pool local is 91% full on node-1.',
  ]);
});

it('a notice leaves the cluster as it is', () => {
  expect(verdictOf(with3(pool(940), memory(96)))).toMatchObject({
    level: 'ok',
    sentence: 'All 3 members are online and answer us.',
  });
});

describe('of any use of any number of members', () => {
  const uses = fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 12 });

  it('each member that has reached a limit is told of once, and nobody else', () => {
    fc.assert(
      fc.property(uses, (gib) => {
        const members = memberRow(gib.length, (name, number) =>
          // Of different sizes, so that nobody takes them for one.
          having(online(name), pool(gib[number - 1] ?? 0, 'local', 1000 + number)),
        );
        const told = verdictOf({ members }).reasons.filter(({ code }) => code === 'pool-full');
        const full = members.filter((_, index) => (gib[index] ?? 0) / (1001 + index) >= 0.9);
        expect(told.flatMap((reason) => reason.members).toSorted()).toEqual(
          full.map(({ server_name }) => server_name).toSorted(),
        );
      }),
    );
  });

  it('more in use is never told of less loudly', () => {
    const rank = ['none', 'notice', 'degraded'];
    const loudness = (gib: readonly number[]): number =>
      Math.max(
        0,
        ...verdictOf(with3(...gib.map(memory)))
          .reasons.filter(({ code }) => code === 'memory-full')
          .map(({ level }) => rank.indexOf(level)),
      );
    const shares = fc.tuple(fc.nat(100), fc.nat(100), fc.nat(100));
    fc.assert(
      fc.property(shares, fc.nat(2), fc.nat(100), (gib, which, more) => {
        const raised = gib.map((used, index) => (index === which ? Math.min(100, used + more) : used));
        expect(loudness(raised)).toBeGreaterThanOrEqual(loudness(gib));
      }),
    );
  });
});
