import { z } from 'zod';

import type { WorkloadFaults } from '../workload-control.ts';
import { faultOf, name } from './fault.ts';
import type { Fault } from './fault.ts';

const fault = faultOf<WorkloadFaults>();

const share = z.number().min(0).max(1).nullable();

const node = { member: 'node-2' };

/** What can be done to what runs on the members, and to how much they have to do. */
export const workloadFaults: Record<keyof WorkloadFaults, Fault<WorkloadFaults>> = {
  setLoad: fault(
    'Sets its load averages to `share` of its processors, above 1 for too much; `null` ends that.',
    z.strictObject({ member: name, share: z.number().min(0).max(1000).nullable() }),
    { ...node, share: 1.5 },
    (to, i) => to.setLoad(i.member, i.share),
  ),
  setMemoryUse: fault(
    'Has `share` of its memory in use; `null` ends that.',
    z.strictObject({ member: name, share }),
    { ...node, share: 0.97 },
    (to, i) => to.setMemoryUse(i.member, i.share),
  ),
  fillPool: fault(
    'Fills its storage pool up to `share`, the one that all share everywhere; `null` ends that.',
    z.strictObject({ member: name, pool: name, share }),
    { ...node, pool: 'local', share: 0.92 },
    (to, i) => to.fillPool(i.member, i.pool, i.share),
  ),
};
