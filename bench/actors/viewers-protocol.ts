/** What the process of the viewers is told, and what it tells. */
import { z } from 'zod';

export const ViewersTask = z.object({
  /** Of Rollcall. */
  url: z.string(),
  key: z.string(),
  count: z.number(),
  /** How often each reads the forwarded list, ms; null for never. */
  readEveryMs: z.number().nullable(),
});
export type ViewersTask = z.infer<typeof ViewersTask>;

/** Sums over all viewers since the start. */
export const ViewersTotals = z.object({
  streamBytes: z.number(),
  frames: z.number(),
  /** Requests that were answered, besides the streams. */
  reads: z.number(),
  /** Streams that ended, and requests that failed. */
  failures: z.number(),
});
export type ViewersTotals = z.infer<typeof ViewersTotals>;
