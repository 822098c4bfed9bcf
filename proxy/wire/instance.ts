/** An instance as the page of its member lists it. Nothing of its config or devices is here. */
import * as z from 'zod/mini';
import type { InstanceCounts } from './vitals.ts';

/** Source: `GET /1.0/instances?recursion=1`, API extension `instances`. */
export const Instance = z.object({
  name: z.string(),
  project: z.string(),
  /** `container` or `virtual-machine`. */
  type: z.string(),
  /** Running, Stopped, Frozen, Error, Starting, ...: an open set. */
  status: z.string(),
  /** The member it is on. */
  location: z.string(),
  architecture: z.string(),
  description: z.string(),
  ephemeral: z.boolean(),
  stateful: z.boolean(),
  profiles: z.array(z.string()),
  createdAtMs: z.nullable(z.number()),
  /** When it was started last; null: never. For a running one its uptime counts from here. */
  lastUsedAtMs: z.nullable(z.number()),
});
export type Instance = z.infer<typeof Instance>;

const COUNTED: ReadonlyMap<string, 'running' | 'stopped' | 'frozen' | 'error'> = new Map([
  ['Running', 'running'],
  ['Stopped', 'stopped'],
  ['Frozen', 'frozen'],
  ['Error', 'error'],
]);

export const NO_INSTANCES: InstanceCounts = {
  running: 0,
  stopped: 0,
  frozen: 0,
  error: 0,
  other: 0,
  containers: 0,
  virtualMachines: 0,
};

/** Counts of some instances, by the member they are on. */
export function countByMember(instances: Iterable<Instance>): Map<string, InstanceCounts> {
  const counts = new Map<string, InstanceCounts>();
  for (const { location, status, type } of instances) {
    const count = counts.get(location) ?? { ...NO_INSTANCES };
    count[COUNTED.get(status) ?? 'other'] += 1;
    count[type === 'virtual-machine' ? 'virtualMachines' : 'containers'] += 1;
    counts.set(location, count);
  }
  return counts;
}

export const totalInstances = ({ containers, virtualMachines }: InstanceCounts): number =>
  containers + virtualMachines;
