/**
 * The numbers of a member that an overview shows. They come on slower rings than the roll call, each with a time of its
 * own; what is more is in the member's detail. Null: not known, or the server does not tell.
 */
import * as z from 'zod/mini';

/** Instances of a member by LXD's status, and by kind. `other`: statuses that are none of these, such as Starting. */
export const InstanceCounts = z.object({
  running: z.number(),
  stopped: z.number(),
  frozen: z.number(),
  error: z.number(),
  other: z.number(),
  containers: z.number(),
  virtualMachines: z.number(),
});
export type InstanceCounts = z.infer<typeof InstanceCounts>;

/** Space of a storage pool as one member sees it, bytes. */
export const PoolSpace = z.object({ name: z.string(), usedBytes: z.number(), totalBytes: z.number() });
export type PoolSpace = z.infer<typeof PoolSpace>;

/**
 * `usedBytes` is `/1.0/resources` `memory.used`, without the page cache. `freeBytes` is sysinfo's `free_ram`, which
 * counts the page cache as used, so that it is small on a healthy host, too.
 */
const MemoryUse = z.object({
  totalBytes: z.number(),
  usedBytes: z.nullable(z.number()),
  freeBytes: z.nullable(z.number()),
});

export const Vitals = z.object({
  /** When load, uptime and free memory were read; API extension `cluster_member_state`. */
  stateAtMs: z.nullable(z.number()),
  /** Over 1, 5 and 15 minutes. */
  load: z.nullable(z.tuple([z.number(), z.number(), z.number()])),
  /** Of the host since it was booted, seconds; not of the daemon. */
  uptimeS: z.nullable(z.number()),
  /** When used memory and the number of CPUs were read, from `/1.0/resources`. */
  resourcesAtMs: z.nullable(z.number()),
  /** Logical CPUs: what a load is measured against. */
  cpuThreads: z.nullable(z.number()),
  memory: z.nullable(MemoryUse),
  poolsAtMs: z.nullable(z.number()),
  fullestPool: z.nullable(PoolSpace),
  /** Null while the instances are not known. */
  instances: z.nullable(InstanceCounts),
});
export type Vitals = z.infer<typeof Vitals>;

export const NO_VITALS: Vitals = {
  stateAtMs: null,
  load: null,
  uptimeS: null,
  resourcesAtMs: null,
  cpuThreads: null,
  memory: null,
  poolsAtMs: null,
  fullestPool: null,
  instances: null,
};

/** Used part of a total, 0 to 1; 0 of nothing. */
export const share = (used: number, total: number): number => (total > 0 ? used / total : 0);

/**
 * Used memory as a share of all, 0 to 1. Without the page cache where `/1.0/resources` was read; otherwise null, for
 * free memory alone says little.
 */
export const memoryShare = ({ memory }: Vitals): number | null =>
  memory === null || memory.usedBytes === null ? null : share(memory.usedBytes, memory.totalBytes);

/** Load over one minute per logical CPU; null where either is not known. */
export const loadPerThread = ({ load, cpuThreads }: Vitals): number | null =>
  load === null || cpuThreads === null || cpuThreads === 0 ? null : load[0] / cpuThreads;
