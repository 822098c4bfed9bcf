/** What LXD warns of. */
import * as z from 'zod/mini';

/**
 * A warning that is not resolved. `location` is the member that noticed, which is not the one it is about: an
 * `Offline cluster member` is raised by the leader. Source: `GET /1.0/warnings?recursion=1`, API extension `warnings`.
 */
export const Warning = z.object({
  uuid: z.string(),
  location: z.string(),
  project: z.string(),
  type: z.string(),
  /** low, moderate or high. */
  severity: z.string(),
  /** new or acknowledged. */
  status: z.string(),
  count: z.number(),
  last_message: z.string(),
  /** The entity it is about, as a path of the API; empty: LXD does not say. */
  entity_url: z.string(),
  firstSeenAtMs: z.nullable(z.number()),
  lastSeenAtMs: z.nullable(z.number()),
});
export type Warning = z.infer<typeof Warning>;

/** How many warnings a view holds, the worst and latest first. */
export const MAX_WARNINGS = 200;
