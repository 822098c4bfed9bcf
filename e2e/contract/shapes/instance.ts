import * as z from 'zod/mini';
import { Config, Timestamp } from './scalars.ts';

const Devices = z.record(z.string(), Config);

/** With recursion=1. Of one whose member is away only name, project, location and a status of Error are left. */
export const Instance = z.strictObject({
  name: z.string(),
  project: z.string(),
  location: z.string(),
  type: z.string(),
  status: z.string(),
  status_code: z.int(),
  description: z.string(),
  architecture: z.string(),
  created_at: Timestamp,
  last_used_at: Timestamp,
  ephemeral: z.boolean(),
  stateful: z.boolean(),
  profiles: z.nullable(z.array(z.string())),
  config: z.nullable(Config),
  devices: z.nullable(Devices),
  expanded_config: z.optional(Config),
  expanded_devices: z.optional(Devices),
  /** Documented, and only there in what is sent. */
  restore: z.optional(z.string()),
});
export type Instance = z.infer<typeof Instance>;
export const Instances = z.array(Instance);
