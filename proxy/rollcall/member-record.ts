/** What one member told of itself, part by part, and the numbers that follow from it. Pure. */
import type { PoolUsage } from '../lxd/read/pools.ts';
import type { MemberPool, MemberState, ServerFacts, StoragePool } from '../wire/detail.ts';
import type { Hardware } from '../wire/hardware.ts';
import { fullestOf } from '../wire/pools.ts';
import { type InstanceCounts, type PoolSpace, type Vitals, share } from '../wire/vitals.ts';
import { type Kept, NOTHING_KEPT } from './part.ts';

export type MemberRecord = {
  server: Kept<ServerFacts>;
  state: Kept<MemberState>;
  hardware: Kept<Hardware>;
  /** Asked for where there is no state; by the pool's name. */
  poolUsage: Kept<Map<string, PoolUsage>>;
};

export const NEW_RECORD: MemberRecord = {
  server: NOTHING_KEPT,
  state: NOTHING_KEPT,
  hardware: NOTHING_KEPT,
  poolUsage: NOTHING_KEPT,
};

/** `counts` null: the instances are not known. */
export function vitalsOf(record: MemberRecord, counts: InstanceCounts | null): Vitals {
  const { state, hardware } = record;
  const sysinfo = state.value?.sysinfo;
  const { cpu, memory } = hardware.value ?? {};
  const totalBytes = memory?.total ?? sysinfo?.total_ram ?? null;
  return {
    stateAtMs: state.part.observedAtMs,
    load: sysinfo?.load_averages ?? null,
    uptimeS: sysinfo?.uptime ?? null,
    resourcesAtMs: hardware.part.observedAtMs,
    cpuThreads: cpu?.total ?? sysinfo?.logical_cpus ?? null,
    memory:
      totalBytes === null
        ? null
        : { totalBytes, usedBytes: memory?.used ?? null, freeBytes: sysinfo?.free_ram ?? null },
    poolsAtMs: poolsAtMs(record),
    fullestPool: fullestOf(spacesOf(record)),
    instances: counts,
  };
}

/** The space of pools by what the member told last: its state, or one by one where it has none. */
function usages({ state, poolUsage }: MemberRecord): [name: string, usage: PoolUsage][] {
  if (state.value !== null) return Object.entries(state.value.storage_pools);
  return [...(poolUsage.value ?? [])];
}

const poolsAtMs = ({ state, poolUsage }: MemberRecord): number | null =>
  state.value === null ? poolUsage.part.observedAtMs : state.part.observedAtMs;

const spacesOf = (record: MemberRecord): PoolSpace[] =>
  usages(record).map(([name, { space }]) => ({ name, usedBytes: space.used, totalBytes: space.total }));

/**
 * The pools of a member with what the cluster's list adds, by name; null while neither is known. A pool of the list of
 * which the member tells nothing has no space.
 */
export function poolsOf(record: MemberRecord, pools: readonly StoragePool[] | null): MemberPool[] | null {
  const told = new Map(usages(record));
  if (told.size === 0 && pools === null) return null;
  const listed = new Map((pools ?? []).map((pool) => [pool.name, pool]));
  const drivers = record.server.value?.storage_supported_drivers ?? [];
  return [...new Set([...listed.keys(), ...told.keys()])].toSorted().map((name): MemberPool => {
    const pool = listed.get(name) ?? null;
    const usage = told.get(name);
    return {
      name,
      pool,
      remote: pool === null ? null : isRemote(pool.driver, drivers),
      space: usage?.space ?? null,
      inodes: usage?.inodes ?? null,
    };
  });
}

/** Drivers of LXD and Incus that keep a pool outside of the members; a server lists only those that it can use itself. */
const REMOTE_DRIVERS: ReadonlySet<string> = new Set([
  'alletra',
  'ceph',
  'cephfs',
  'cephobject',
  'linstor',
  'lvmcluster',
  'powerflex',
  'pure',
  'truenas',
]);

const isRemote = (driver: string, listed: ServerFacts['storage_supported_drivers']): boolean =>
  listed.find(({ Name }) => Name === driver)?.Remote ?? REMOTE_DRIVERS.has(driver);

/** Used space of each pool as a share of its total. */
export const usedShares = (pools: readonly MemberPool[] | null): Map<string, number> =>
  new Map(
    (pools ?? []).flatMap(({ name, space }) =>
      space === null ? [] : [[name, share(space.used, space.total)]],
    ),
  );
