/** The answer to "is my cluster all right?", as data. */
import * as z from 'zod/mini';

/** `unknown` is a state of its own: neither well nor down, and never shown as either. */
export const Level = z.enum(['ok', 'degraded', 'critical', 'unknown']);
export type Level = z.infer<typeof Level>;

export const ReasonCode = z.enum([
  'waiting',
  'unreachable',
  'certificate-mismatch',
  'not-trusted',
  'not-clustered',
  'list-failing',
  'quorum-lost',
  'electing',
  'database-silent',
  'all-offline',
  'offline',
  'offline-yet-answering',
  'silent',
  'wrong-answer',
  'evacuated-silent',
  'probe-stale',
  'blocked',
  'unknown-status',
  'few-voters',
  'pool-full',
  'memory-full',
  'no-leader',
  'failure-domain',
  'certificate-expiring',
  'evacuated',
  'mixed-versions',
  'leader-changed',
  'groups-failing',
]);
export type ReasonCode = z.infer<typeof ReasonCode>;

/** One thing that an operator should know. A `notice` leaves the cluster's level as it is. */
export const Reason = z.object({
  code: ReasonCode,
  level: z.enum(['notice', 'degraded', 'critical', 'unknown']),
  /** The members it is about, in the order of the list; empty when it is about the cluster. */
  members: z.array(z.string()),
  /** One sentence, to be shown as it is. */
  text: z.string(),
  sinceMs: z.nullable(z.number()),
});
export type Reason = z.infer<typeof Reason>;

/**
 * How the cluster database stands. `electing`: for a minute at most, then `unknown`, for no election takes that long.
 * `present`: voters that nobody doubts. `headroom`: how many more voters may be lost before the database stops,
 * counted from `present`, so it never promises more than was seen; never negative.
 */
export const Quorum = z.object({
  state: z.enum(['holds', 'electing', 'lost', 'unknown']),
  voters: z.number(),
  present: z.number(),
  needed: z.number(),
  headroom: z.number(),
  sentence: z.string(),
});
export type Quorum = z.infer<typeof Quorum>;

export const Verdict = z.object({
  level: Level,
  /** One sentence: the worst there is to say, or that all is well. */
  sentence: z.string(),
  quorum: Quorum,
  /** Worst first. */
  reasons: z.array(Reason),
});
export type Verdict = z.infer<typeof Verdict>;
