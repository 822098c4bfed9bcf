/** The numbers of a member over time. Gaps are nulls, never bridged. */
import * as z from 'zod/mini';
import { BlindSpot } from './moment.ts';

/** `hour`: steps of 10 s. `day`: 3 min. `week`: 15 min. `month` (30 days): 1 h. */
export const SeriesRange = z.enum(['hour', 'day', 'week', 'month']);
export type SeriesRange = z.infer<typeof SeriesRange>;

const Column = z.array(z.nullable(z.number()));

/**
 * Columns of equal length; the value at `i` is of the step that begins at `fromMs + i * stepMs`. Latency: the mean and
 * the longest of the probes that were answered, ms. Load: over one minute. Bytes as in `MemoryUse`. `answered`: which part of
 * the probes was answered, 0 to 1. The last values of a step stand for it, but for those of probes.
 */
export const Series = z.object({
  nowMs: z.number(),
  stepMs: z.number(),
  fromMs: z.number(),
  latencyMs: Column,
  latencyMaxMs: Column,
  answered: Column,
  load: Column,
  memoryUsedBytes: Column,
  memoryFreeBytes: Column,
  /** Used space of each pool as a share of its total, 0 to 1. */
  pools: z.record(z.string(), Column),
});
export type Series = z.infer<typeof Series>;

/** A stretch of time in which both witnesses said the same of a member. It ends where the next begins. */
export const Span = z.object({
  fromMs: z.number(),
  /** LXD's status word; null: it was not known, or we were not looking. */
  status: z.nullable(z.string()),
  /** `unknown`: we were not looking. `absent`: it was no member of the cluster, by LXD's word neither (`status` null). */
  ours: z.enum(['pending', 'answering', 'silent', 'wrong', 'unknown', 'absent']),
});
export type Span = z.infer<typeof Span>;

/**
 * Stretches of time, oldest first: `GET /api/clusters/:cluster/trails?from&to`; the last 24 hours without these. The first
 * of each list holds at `fromMs`, and may have begun before; a list that is empty begins after `toMs`.
 */
export const Trails = z.object({
  nowMs: z.number(),
  fromMs: z.number(),
  toMs: z.number(),
  /** Since when anything has been recorded of the cluster; null: nothing has. */
  firstMs: z.nullable(z.number()),
  /** By name, of all members that there were within the range, also of those that have left. */
  members: z.record(z.string(), z.array(Span)),
  /** In which nobody looked, oldest first. */
  blind: z.array(BlindSpot),
  /** Who led the cluster database; null: not known. */
  leaders: z.array(z.object({ fromMs: z.number(), member: z.nullable(z.string()) })),
  levels: z.array(z.object({ fromMs: z.number(), level: z.enum(['ok', 'degraded', 'critical', 'unknown']) })),
});
export type Trails = z.infer<typeof Trails>;
