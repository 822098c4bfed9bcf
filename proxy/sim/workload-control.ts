import { ControlError, promised } from './control-error.ts';
import type { Member } from './member.ts';
import type { Cluster } from './request.ts';

/** What can be done to what runs on the members, and to how much they have to do. */
export type WorkloadFaults = {
  /** The load of its machine, to a thread of its processors; null lets it be again. */
  setLoad(member: string, share: number | null): Promise<void>;
  /** The share of its memory in use, 0 to 1; null lets it be again. */
  setMemoryUse(member: string, share: number | null): Promise<void>;
  /** The share of a storage pool in use, 0 to 1; null lets it be again. A pool that all share is then so everywhere. */
  fillPool(member: string, pool: string, share: number | null): Promise<void>;
};

/** Carries out what the control asks of the workload. `memberNamed` throws when there is no such member. */
export function workloadControlOf(cluster: Cluster, memberNamed: (name: string) => Member): WorkloadFaults {
  const { pools } = cluster;
  return {
    setLoad: (name, share) =>
      promised(() => {
        memberNamed(name).forced.load = share;
      }),
    setMemoryUse: (name, share) =>
      promised(() => {
        memberNamed(name).forced.memory = share;
      }),
    fillPool: (name, poolName, share) =>
      promised(() => {
        const member = memberNamed(name);
        const pool = pools.find(poolName);
        if (!pool) throw new ControlError('not-possible', `there is no storage pool ${poolName}`);
        pools.fill(pool, member, share);
      }),
  };
}
