import * as z from 'zod/mini';
import { Config } from './scalars.ts';

export const Member = z.strictObject({
  server_name: z.string(),
  url: z.string(),
  database: z.boolean(),
  status: z.string(),
  message: z.string(),
  architecture: z.string(),
  roles: z.array(z.string()),
  failure_domain: z.string(),
  description: z.string(),
  config: Config,
  groups: z.array(z.string()),
});
export type Member = z.infer<typeof Member>;
export const Members = z.array(Member);

/** `member_config` is what a joining member has to be asked for. */
export const Cluster = z.strictObject({
  server_name: z.string(),
  enabled: z.boolean(),
  member_config: z.nullable(
    z.array(
      z.strictObject({
        entity: z.string(),
        name: z.string(),
        key: z.string(),
        value: z.string(),
        description: z.string(),
      }),
    ),
  ),
});

export const Group = z.strictObject({
  name: z.string(),
  description: z.string(),
  members: z.array(z.string()),
});
