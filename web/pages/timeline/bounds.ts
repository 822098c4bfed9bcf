/** The stretch of time that a period asks for, and the steps from one to the next. Pure. */
import type { Bounds } from '../../lib/stretches.ts';
import type { Period, Range } from '../../url/period.ts';

const MINUTE_MS = 60_000;
const RANGE_MS: Readonly<Record<Exclude<Range, 'all'>, number>> = {
  '15m': 15 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '6h': 360 * MINUTE_MS,
};

/** A minute at least: of less there would be nothing to see. */
const SHORTEST_PRESET_MS = MINUTE_MS;
/** A roll call comes every two seconds: nothing is finer than that. */
const SHORTEST_MS = 10_000;

/** All that there can be something of. */
export type Memory = { watchedSinceMs: number; nowMs: number };

/** What is shown. A preset does not begin before there is anything to remember. */
export function boundsOf(period: Period, { watchedSinceMs, nowMs }: Memory): Bounds {
  if (period.kind === 'between') return { fromMs: period.fromMs, toMs: period.toMs };
  const sinceMs = period.range === 'all' ? watchedSinceMs : nowMs - RANGE_MS[period.range];
  return { fromMs: Math.min(Math.max(sinceMs, watchedSinceMs), nowMs - SHORTEST_PRESET_MS), toMs: nowMs };
}

/** Between two moments, whichever comes first, within what is remembered, and never too short to be looked at. */
export function between(aMs: number, bMs: number, memory: Memory): Period {
  const lengthMs = Math.max(Math.abs(bMs - aMs), SHORTEST_MS);
  const middleMs = (aMs + bMs) / 2;
  return placed(middleMs - lengthMs / 2, lengthMs, memory);
}

/** The period `lengthMs` long that begins nearest to `fromMs` and lies within what is remembered. */
function placed(fromMs: number, lengthMs: number, { watchedSinceMs, nowMs }: Memory): Period {
  const latestMs = Math.max(watchedSinceMs, nowMs - lengthMs);
  const startMs = Math.round(Math.min(Math.max(fromMs, watchedSinceMs), latestMs));
  return { kind: 'between', fromMs: startMs, toMs: Math.round(startMs + lengthMs) };
}

/** Half of its length earlier (-1) or later (1). Null: there is nothing more that way. */
export function moved(bounds: Bounds, direction: -1 | 1, memory: Memory): Period | null {
  const atTheEnd = direction === -1 ? bounds.fromMs <= memory.watchedSinceMs : bounds.toMs >= memory.nowMs;
  if (atTheEnd) return null;
  const lengthMs = bounds.toMs - bounds.fromMs;
  return placed(bounds.fromMs + (direction * lengthMs) / 2, lengthMs, memory);
}

/** Half as long around `aroundMs`. Null: it is as short as it gets. */
export function closer({ fromMs, toMs }: Bounds, aroundMs: number, memory: Memory): Period | null {
  const lengthMs = Math.max((toMs - fromMs) / 2, SHORTEST_MS);
  return lengthMs >= toMs - fromMs ? null : placed(aroundMs - lengthMs / 2, lengthMs, memory);
}

/** Twice as long. All of it, once there is no more. Null: it is all of it. */
export function wider({ fromMs, toMs }: Bounds, memory: Memory): Period | null {
  const lengthMs = (toMs - fromMs) * 2;
  if (fromMs <= memory.watchedSinceMs && toMs >= memory.nowMs) return null;
  if (lengthMs >= memory.nowMs - memory.watchedSinceMs) return { kind: 'last', range: 'all' };
  return placed(fromMs - lengthMs / 4, lengthMs, memory);
}
