import { figuresOf } from './hardware/figures.ts';
import { hostOf } from './hardware/host.ts';
import type { Guise } from './guise.ts';
import type { Member } from './member.ts';
import type { Pools } from './storage/pools.ts';

type Options = { seed: number; guise: Guise; pools: Pools };

/** `GET /1.0/cluster/members/{name}/state` at `nowMs`: what the member's machine is doing, and how full its pools are.
 *  Bytes, seconds, counts. */
export function memberState(member: Member, nowMs: number, { seed, guise, pools }: Options) {
  const host = hostOf(member.id, seed);
  const figures = figuresOf(member, host, nowMs);
  return {
    sysinfo: {
      uptime: Math.floor((nowMs - member.bootedAtMs) / 1000),
      load_averages: figures.load,
      total_ram: figures.ram,
      free_ram: figures.memoryFree,
      shared_ram: Math.round(figures.ram / 4_096_000) * 4096,
      buffered_ram: Math.round(figures.ram / 204_800) * 4096,
      total_swap: 0,
      free_swap: 0,
      processes: figures.processes,
      ...(guise.logicalCpus ? { logical_cpus: host.cpus } : {}),
    },
    storage_pools: Object.fromEntries(pools.list().map((pool) => [pool.name, pools.usage(pool, member)])),
  };
}
