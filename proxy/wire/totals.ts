/** The numbers of a cluster as a whole. Each says of how many members it is, so that no sum pretends to be of all. Pure. */
import { isReadingFresh } from './freshness.ts';
import { totalInstances } from './instance.ts';
import type { ClusterSnapshot } from './snapshot.ts';
import { share } from './vitals.ts';
import { type Shape, lxdWord } from './witness.ts';

/** `of`: how many members it is the sum of, those of which it was read lately. */
type Sum<T> = T & { of: number };

/** Null: known of no member. */
export type Totals = {
  members: number;
  /** By LXD's word as it stands, the most frequent first. */
  statuses: { word: string; shape: Shape; count: number }[];
  /** Logical CPUs: a fact that does not grow old. */
  cpu: Sum<{ threads: number }> | null;
  /** Over one minute, of members whose logical CPUs are known, too. */
  load: Sum<{ load: number; threads: number }> | null;
  memory: Sum<{ usedBytes: number; totalBytes: number }> | null;
  /** Of all pools; one that is kept outside of the members counts once. */
  storage: Sum<{ usedBytes: number; totalBytes: number }> | null;
  /** The pool with the least room, and the member that it is on; null: it is kept outside of the members. */
  fullest: { pool: string; share: number; member: string | null } | null;
  instances: Sum<{ running: number; error: number; total: number }> | null;
};

export function totalsOf(snapshot: ClusterSnapshot, nowMs: number): Totals {
  return {
    members: snapshot.members.length,
    statuses: statusesOf(snapshot, nowMs),
    cpu: cpuOf(snapshot),
    load: loadOf(snapshot, nowMs),
    memory: memoryOf(snapshot, nowMs),
    ...storageOf(snapshot, nowMs),
    instances: instancesOf(snapshot, nowMs),
  };
}

const sum = <T>(rows: readonly T[], of: (row: T) => number): number =>
  rows.reduce((total, row) => total + of(row), 0);

function statusesOf(snapshot: ClusterSnapshot, nowMs: number): Totals['statuses'] {
  const words = snapshot.members.map((member) => lxdWord(member, snapshot, nowMs));
  return [...Map.groupBy(words, ({ word }) => word)]
    .map(([word, those]) => ({ word, shape: those[0]?.shape ?? 'unknown', count: those.length }))
    .toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
}

function cpuOf({ members }: ClusterSnapshot): Totals['cpu'] {
  const told = members.flatMap(({ vitals }) => vitals.cpuThreads ?? []);
  return told.length === 0 ? null : { threads: sum(told, (threads) => threads), of: told.length };
}

function loadOf({ members, rings }: ClusterSnapshot, nowMs: number): Totals['load'] {
  const told = members.flatMap(({ vitals: { load, cpuThreads, stateAtMs } }) =>
    load !== null && cpuThreads !== null && isReadingFresh(stateAtMs, rings.state, nowMs)
      ? [{ load: load[0], threads: cpuThreads }]
      : [],
  );
  if (told.length === 0) return null;
  return {
    load: sum(told, ({ load }) => load),
    threads: sum(told, ({ threads }) => threads),
    of: told.length,
  };
}

function memoryOf({ members, rings }: ClusterSnapshot, nowMs: number): Totals['memory'] {
  const told = members.flatMap(({ vitals: { memory, resourcesAtMs } }) =>
    memory !== null && memory.usedBytes !== null && isReadingFresh(resourcesAtMs, rings.resources, nowMs)
      ? [{ used: memory.usedBytes, total: memory.totalBytes }]
      : [],
  );
  if (told.length === 0) return null;
  return {
    usedBytes: sum(told, ({ used }) => used),
    totalBytes: sum(told, ({ total }) => total),
    of: told.length,
  };
}

function storageOf(
  { members, rings, pools }: ClusterSnapshot,
  nowMs: number,
): Pick<Totals, 'storage' | 'fullest'> {
  const told = members.flatMap(({ server_name, vitals: { fullestPool, poolsAtMs } }) =>
    fullestPool !== null && isReadingFresh(poolsAtMs, rings.pools, nowMs)
      ? [
          {
            member: server_name,
            pool: fullestPool.name,
            share: share(fullestPool.usedBytes, fullestPool.totalBytes),
          },
        ]
      : [],
  );
  const [first, ...others] = told;
  if (first === undefined) return { storage: null, fullest: null };
  const fullest = others.reduce((most, next) => (next.share > most.share ? next : most), first);
  const ofAll = pools.find(({ name }) => name === fullest.pool)?.remote === true;
  const storage = {
    usedBytes: sum(pools, ({ usedBytes }) => usedBytes),
    totalBytes: sum(pools, ({ totalBytes }) => totalBytes),
    of: told.length,
  };
  return {
    storage: storage.totalBytes === 0 ? null : storage,
    fullest: { ...fullest, member: ofAll ? null : fullest.member },
  };
}

function instancesOf({ members, rings }: ClusterSnapshot, nowMs: number): Totals['instances'] {
  if (!isReadingFresh(rings.instances.observedAtMs, rings.instances, nowMs)) return null;
  const told = members.flatMap(({ vitals }) => vitals.instances ?? []);
  if (told.length === 0) return null;
  return {
    running: sum(told, ({ running }) => running),
    error: sum(told, ({ error }) => error),
    total: sum(told, totalInstances),
    of: told.length,
  };
}
