/** Storage pools: what there are, and how full one is at the server that is asked. API extension `storage`. */
import { z } from 'zod';
import { ok } from '../../result.ts';
import type { StoragePool } from '../../wire/detail.ts';
import type { Failure } from '../../wire/snapshot.ts';
import type { GetOptions, LxdClient } from '../client.ts';
import { type Reading, read, text } from './read.ts';

const PoolAnswer = z.object({ name: z.string(), driver: text(), description: text(), status: text() });
const PoolsAnswer = z
  .array(PoolAnswer)
  .nullable()
  .transform((pools) => pools ?? []);

const Usage = z.object({ used: z.number(), total: z.number() });
const PoolUsage = z.object({ space: Usage, inodes: Usage.nullish().transform((inodes) => inodes ?? null) });
export type PoolUsage = z.infer<typeof PoolUsage>;

/** `GET /1.0/storage-pools?recursion=1`, one list for the cluster. Incus refuses it to a restricted certificate, with 500. */
const fetchPools = (client: LxdClient, origin: string, options: GetOptions): Reading<StoragePool[]> =>
  read(client, origin, '/1.0/storage-pools?recursion=1', PoolsAnswer, options);

/** `GET /1.0/storage-pools/NAME`: which Incus grants to the same certificate. */
const fetchPool = (
  client: LxdClient,
  origin: string,
  pool: string,
  options: GetOptions,
): Reading<StoragePool> =>
  read(client, origin, `/1.0/storage-pools/${encodeURIComponent(pool)}`, PoolAnswer, options);

/** `GET /1.0/storage-pools/NAME/resources`, bytes and counts, as the server that is asked sees the pool. */
export const fetchPoolUsage = (
  client: LxdClient,
  origin: string,
  pool: string,
  options: GetOptions,
): Reading<PoolUsage> =>
  read(client, origin, `/1.0/storage-pools/${encodeURIComponent(pool)}/resources`, PoolUsage, options);

/** 500 is what Incus says of lists that may not be read, too. */
const REFUSALS: ReadonlySet<Failure['kind']> = new Set(['forbidden', 'lxd-error']);

/**
 * All pools. Incus refuses the list to a restricted certificate, as an error of its own, but none of the pools in it:
 * those that are known by name otherwise, as from the states of members, are then read one by one.
 */
export async function fetchAllPools(
  client: LxdClient,
  origin: string,
  names: readonly string[],
  options: GetOptions,
): Reading<StoragePool[]> {
  const list = await fetchPools(client, origin, options);
  if (list.ok || names.length === 0 || !REFUSALS.has(list.error.kind)) return list;
  const pools: StoragePool[] = [];
  let ms = 0;
  for (const name of names) {
    const pool = await fetchPool(client, origin, name, options);
    if (!pool.ok) return list;
    pools.push(pool.value.value);
    ms += pool.value.ms;
  }
  return ok({ value: pools, origin, ms });
}
