import * as z from 'zod/mini';
import { PoolResources } from './storage.ts';

/** Bytes, but for the uptime (seconds, of the machine), the load and the processes. */
export const MemberState = z.strictObject({
  sysinfo: z.strictObject({
    uptime: z.int(),
    load_averages: z.tuple([z.number(), z.number(), z.number()]),
    total_ram: z.int(),
    free_ram: z.int(),
    shared_ram: z.int(),
    buffered_ram: z.int(),
    total_swap: z.int(),
    free_swap: z.int(),
    processes: z.int(),
  }),
  storage_pools: z.record(z.string(), PoolResources),
});
