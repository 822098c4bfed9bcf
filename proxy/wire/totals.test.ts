import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Member, PoolTotal } from './snapshot.ts';
import { snapshots } from './testing/arbitraries.ts';
import { GIB, NOW_MS, SECOND, failed, offline, online, ring, snapshotOf, vitals } from './testing/scenes.ts';
import { totalsOf } from './totals.ts';
import type { Vitals } from './vitals.ts';

const having = (name: string, differs: Partial<Vitals> = {}): Member =>
  online(name, undefined, { vitals: vitals(differs) });
const old = NOW_MS - 31 * SECOND;
const space = (name: string, usedGib: number, totalGib = 100) => ({
  fullestPool: { name, usedBytes: usedGib * GIB, totalBytes: totalGib * GIB },
});
const pool = (name: string, remote: boolean | null, usedGib: number): PoolTotal => ({
  name,
  driver: null,
  remote,
  usedBytes: usedGib * GIB,
  totalBytes: 1000 * GIB,
  members: 2,
});

describe('the numbers of a whole cluster', () => {
  it('are those of its members together', () => {
    const members = [having('node-1'), having('node-2', { load: [2.5, 1, 1] })];
    const totals = totalsOf(snapshotOf({ members, pools: [pool('local', false, 400)] }), NOW_MS);
    expect(totals).toEqual({
      members: 2,
      statuses: [{ word: 'Online', shape: 'online', count: 2 }],
      cpu: { threads: 16, of: 2 },
      load: { load: 3, threads: 16, of: 2 },
      memory: { usedBytes: 32 * GIB, totalBytes: 128 * GIB, of: 2 },
      storage: { usedBytes: 400 * GIB, totalBytes: 1000 * GIB, of: 2 },
      fullest: { pool: 'local', share: 0.2, member: 'node-1' },
      instances: { running: 6, error: 0, total: 8, of: 2 },
    });
  });

  it('leave out whom nothing was read of lately, and say so', () => {
    const away = offline('node-3', undefined, {
      vitals: vitals({ stateAtMs: old, resourcesAtMs: old, poolsAtMs: old, instances: null }),
    });
    const totals = totalsOf(snapshotOf({ members: [having('node-1'), away] }), NOW_MS);
    expect(totals).toMatchObject({
      members: 2,
      cpu: { threads: 16, of: 2 },
      load: { load: 0.5, threads: 8, of: 1 },
      memory: { usedBytes: 16 * GIB, of: 1 },
      instances: { total: 4, of: 1 },
    });
  });

  it('are unknown where nobody tells, and not nothing', () => {
    const silence = totalsOf(snapshotOf(), NOW_MS);
    expect(silence).toMatchObject({
      cpu: null,
      load: null,
      memory: null,
      storage: null,
      fullest: null,
      instances: null,
    });
    const unread = { rings: { instances: ring(31 * SECOND) } };
    expect(totalsOf(snapshotOf({ members: [having('node-1')], ...unread }), NOW_MS).instances).toBeNull();
    const free = having('node-1', { memory: { totalBytes: GIB, usedBytes: null, freeBytes: 1 } });
    expect(totalsOf(snapshotOf({ members: [free] }), NOW_MS).memory).toBeNull();
  });

  it('name the pool with the least room, and whose it is unless it is everybody’s', () => {
    const members = [having('node-1', space('local', 50)), having('node-2', space('ceph', 70))];
    const of = (pools: PoolTotal[]) => totalsOf(snapshotOf({ members, pools }), NOW_MS).fullest;
    expect(of([pool('ceph', true, 70)])).toEqual({ pool: 'ceph', share: 0.7, member: null });
    expect(of([pool('ceph', null, 70)])).toEqual({ pool: 'ceph', share: 0.7, member: 'node-2' });
  });

  it('call a member Unknown whose list is old', () => {
    const snapshot = snapshotOf({ parts: { members: failed('blocked', 60 * SECOND) } });
    expect(totalsOf(snapshot, NOW_MS).statuses).toEqual([{ word: 'Unknown', shape: 'unknown', count: 3 }]);
  });
});

it('no sum is of more members than there are, and each member has one status', () => {
  fc.assert(
    fc.property(snapshots, (snapshot) => {
      const { members, statuses, load, memory, storage, instances } = totalsOf(snapshot, NOW_MS);
      for (const total of [load, memory, storage, instances]) {
        if (total === null) continue;
        expect(total.of).toBeGreaterThan(0);
        expect(total.of).toBeLessThanOrEqual(members);
      }
      expect(statuses.reduce((total, { count }) => total + count, 0)).toBe(members);
    }),
  );
});
