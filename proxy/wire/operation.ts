/** What the cluster is doing: its operations, without anything that could be a secret. */
import * as z from 'zod/mini';

/**
 * An operation as it is shown. Of LXD's `metadata` nothing is here but the progress that it tells: join and trust
 * tokens keep their secrets there. Source: `GET /1.0/operations?recursion=1` and events of type `operation`.
 */
export const Operation = z.object({
  id: z.string(),
  /** task, websocket or token. */
  class: z.string(),
  /** Free text that differs among versions, such as "Creating instance". */
  description: z.string(),
  status: z.string(),
  /** Final from 200 up; 200 Success, 400 Failure, 401 Cancelled. */
  status_code: z.number(),
  /** The member it runs on; empty: LXD does not say. */
  location: z.string(),
  /** LXD would let it be cancelled. */
  may_cancel: z.boolean(),
  err: z.string(),
  createdAtMs: z.nullable(z.number()),
  updatedAtMs: z.nullable(z.number()),
  /** In LXD's own words, such as "rootfs: 45% (12.3MB/s)"; null: it tells of none. */
  progress: z.nullable(z.string()),
  /** What it is about, as paths of the API: `/1.0/instances/web-1`. */
  subjects: z.array(z.string()),
  /** Who asked for it; null: LXD does not say (API extension `operation_requestor`). */
  requestor: z.nullable(z.string()),
});
export type Operation = z.infer<typeof Operation>;

/** How many operations a view holds, the oldest left out: a burst of thousands must not become a burst of megabytes. */
export const MAX_OPERATIONS = 200;

export const isFinal = ({ status_code }: Operation): boolean => status_code >= 200;
