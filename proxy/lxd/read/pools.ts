/** Storage pools: what there are, and how full one is at the server that is asked. API extension `storage`. */
import { z } from 'zod';
import type { StoragePool } from '../../wire/detail.ts';
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
export const fetchPools = (client: LxdClient, origin: string, options: GetOptions): Reading<StoragePool[]> =>
  read(client, origin, '/1.0/storage-pools?recursion=1', PoolsAnswer, options);

/** `GET /1.0/storage-pools/NAME`: which Incus grants to the same certificate. */
export const fetchPool = (
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
