/** What a past moment is worth: whether anybody looked then, and since when there is a record at all. */
import * as z from 'zod/mini';

/**
 * Why there is nothing to be known of a stretch of time. `not-running`: the proxy was not. `unanswered`: it was, and no
 * member gave it a list. `asleep`: its machine slept, or it hung. `not-recorded`: it saw, but could not write it down.
 */
export const BlindCause = z.enum(['not-running', 'unanswered', 'asleep', 'not-recorded']);
export type BlindCause = z.infer<typeof BlindCause>;

/** A cause as a sentence without its end. */
export const BLIND_CAUSE_WORDS: Readonly<Record<BlindCause, string>> = {
  'not-running': 'Rollcall was not running',
  unanswered: 'no member gave an answer',
  asleep: "Rollcall's machine was asleep",
  'not-recorded': 'what Rollcall saw could not be recorded',
};

/** A stretch of time in which no change could be seen. `toMs` null: it goes on. */
export const BlindSpot = z.object({ fromMs: z.number(), toMs: z.nullable(z.number()), cause: BlindCause });
export type BlindSpot = z.infer<typeof BlindSpot>;

/**
 * The moment that an answer is of. `recorded`: as it was. `blind`: what was known last before the blind spot that it lies
 * in. `before`: nothing had been recorded of the cluster by then.
 */
export const Moment = z.object({
  atMs: z.number(),
  state: z.enum(['recorded', 'blind', 'before']),
  blind: z.nullable(BlindSpot),
  /** The first moment of which there is a record; null: there is none. */
  firstMs: z.nullable(z.number()),
});
export type Moment = z.infer<typeof Moment>;

/**
 * How recording goes. `failing`: the board is live, and what it shows is not being kept, since `sinceMs`.
 * `firstMs`: since when there is a record; null: there is none yet.
 */
export const Recording = z.object({
  state: z.enum(['recording', 'failing']),
  sinceMs: z.nullable(z.number()),
  /** For people, such as "the disk is full"; null: nothing is wrong. */
  reason: z.nullable(z.string()),
  firstMs: z.nullable(z.number()),
});
export type Recording = z.infer<typeof Recording>;
