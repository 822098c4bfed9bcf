import { z } from 'zod';

import type { WorkloadFaults } from '../workload-control.ts';
import { instanceTypes } from '../instances/instance.ts';
import { severities } from '../warnings.ts';
import { faultOf, name, text } from './fault.ts';
import type { Fault } from './fault.ts';

const fault = faultOf<WorkloadFaults>();

const share = z.number().min(0).max(1).nullable();

const instance = z.strictObject({ name, project: name.optional() });

const node = { member: 'node-2' };
const skew = { type: 'Time skew detected between leader and local' };
const shop = { name: 'shop-1', project: 'web' };

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
  createInstance: fault(
    'Makes a stopped instance on it, a container unless `type` says otherwise; a missing project too.',
    z.strictObject({ ...instance.shape, member: name, type: z.enum(instanceTypes).optional() }),
    { ...node, ...shop, type: 'virtual-machine' },
    (to, i) => to.createInstance(i),
  ),
  startInstance: fault('Starts an instance, or thaws it.', instance, shop, (to, i) => to.startInstance(i)),
  stopInstance: fault('Stops it.', instance, shop, (to, i) => to.stopInstance(i)),
  freezeInstance: fault('Freezes it.', instance, shop, (to, i) => to.freezeInstance(i)),
  breakInstance: fault('Has it read Error, without an event.', instance, shop, (to, i) =>
    to.breakInstance(i),
  ),
  deleteInstance: fault('Deletes it.', instance, shop, (to, i) => to.deleteInstance(i)),
  startOperation: fault(
    'Has an operation run on it for `seconds`, telling how far it has come if it has a `stage`.',
    z.strictObject({
      member: name,
      description: text,
      seconds: z.number().positive().max(86_400),
      stage: z
        .string()
        .regex(/^[a-z_]{1,60}$/)
        .optional(),
      project: name.optional(),
      instances: z.array(name).max(1000).optional(),
      mayCancel: z.boolean().optional(),
      error: text.optional(),
    }),
    { ...node, description: 'Downloading image', seconds: 30, stage: 'download', mayCancel: true },
    (to, i) => to.startOperation(i),
  ),
  raiseWarning: fault(
    'Has it warn of something, once more if it has before; only an unrestricted certificate sees that.',
    z.strictObject({
      member: name,
      type: text,
      message: text,
      severity: z.enum(severities).optional(),
      project: name.optional(),
      entity: text.optional(),
    }),
    { ...node, ...skew, message: 'Leader is 12 s ahead', severity: 'moderate' },
    (to, i) => to.raiseWarning(i),
  ),
  resolveWarning: fault(
    'Resolves its warnings of a type.',
    z.strictObject({ member: name, type: text }),
    { ...node, ...skew },
    (to, i) => to.resolveWarning(i.member, i.type),
  ),
  sendLifecycle: fault(
    'Sends an event of the type lifecycle, about anything.',
    z.strictObject({
      member: name,
      action: name,
      source: text,
      project: name.optional(),
      name: name.optional(),
      context: z.record(z.string(), z.unknown()).optional(),
    }),
    { ...node, action: 'image-refreshed', source: '/1.0/images/0e60015346f0' },
    (to, i) => to.sendLifecycle(i),
  ),
};
