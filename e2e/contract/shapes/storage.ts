import * as z from 'zod/mini';
import { Config } from './scalars.ts';

const Usage = z.strictObject({ used: z.int(), total: z.int() });

/** Bytes and counts, of one member. */
export const PoolResources = z.strictObject({ space: Usage, inodes: Usage });

export const StoragePool = z.strictObject({
  name: z.string(),
  driver: z.string(),
  description: z.string(),
  status: z.string(),
  /** Null for whoever may not change it. */
  config: z.nullable(Config),
  /** Paths of those that the client may see. */
  used_by: z.array(z.string()),
  /** Members, in any order. */
  locations: z.array(z.string()),
});
