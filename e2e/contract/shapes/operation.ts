import * as z from 'zod/mini';
import { Timestamp } from './scalars.ts';

export const Operation = z.strictObject({
  id: z.string(),
  class: z.enum(['task', 'websocket', 'token']),
  description: z.string(),
  status: z.string(),
  status_code: z.int(),
  created_at: Timestamp,
  updated_at: Timestamp,
  may_cancel: z.boolean(),
  err: z.string(),
  /** `none` of what began before there was a cluster. */
  location: z.string(),
  /** Paths by kind. */
  resources: z.nullable(z.record(z.string(), z.nullable(z.array(z.string())))),
  /** Anything: progress, results, secrets. */
  metadata: z.nullable(z.record(z.string(), z.unknown())),
});
export type Operation = z.infer<typeof Operation>;

/** With recursion=1: by status, in lower case. */
export const Operations = z.record(z.string(), z.array(Operation));
