/** What is asked of the past so that a stretch of time can be shown, and a little more on either side. Pure. */
import type { Bounds } from '../../lib/stretches.ts';
import type { Memory } from './bounds.ts';

const HOUR_MS = 3_600_000;
/** The proxy answers about no more than this at once, and keeps no more unless it is told to. */
const LONGEST_MS = 400 * 24 * HOUR_MS;
/** So long after an hour is over, nothing of it is still on its way. */
const LATE_MS = 2 * 60_000;

/**
 * `over` is a stretch that will not change any more, `tail` one that reaches to now and grows, null where it is not shown. They do
 * not overlap.
 */
export type Asked = { over: Bounds | null; tail: { fromMs: number } | null };

/**
 * Begins and ends at round times, so that a small step asks for nothing new. What is shown may be moved by a quarter of its
 * length before anything is missing.
 */
export function askedOf({ fromMs, toMs }: Bounds, { firstMs, nowMs }: Memory): Asked {
  const lengthMs = toMs - fromMs;
  const gridMs = 2 ** Math.ceil(Math.log2(lengthMs)) / 4;
  const earliestMs = Math.max(Math.min(firstMs, nowMs), nowMs - LONGEST_MS);
  const startMs = Math.max(Math.floor((fromMs - lengthMs / 4) / gridMs) * gridMs, earliestMs);
  const endMs = Math.ceil((toMs + lengthMs / 4) / gridMs) * gridMs;
  const settledMs = Math.floor((nowMs - LATE_MS) / HOUR_MS) * HOUR_MS;
  const overEndMs = Math.min(endMs, settledMs);
  return {
    over: startMs < overEndMs ? { fromMs: startMs, toMs: overEndMs } : null,
    tail: endMs > settledMs ? { fromMs: Math.max(startMs, settledMs) } : null,
  };
}
