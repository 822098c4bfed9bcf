/** The stretch of time that a period asks for, and the steps from one to the next. Pure. */
import type { Bounds } from '../../lib/stretches.ts';
import type { Period, Range } from '../../url/period.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const RANGE_MS: Readonly<Record<Exclude<Range, 'all'>, number>> = {
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '6h': 6 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
};

/** A minute at least: of less there would be nothing to see. */
const SHORTEST_PRESET_MS = MINUTE_MS;
/** A roll call comes every two seconds: nothing is finer than that. */
const SHORTEST_MS = 10_000;

/** All that there can be something of: from the first record on. */
export type Memory = { firstMs: number; nowMs: number };

/** What is shown. A preset does not begin before there is anything to remember. */
export function boundsOf(period: Period, { firstMs, nowMs }: Memory): Bounds {
  if (period.kind === 'between') return { fromMs: period.fromMs, toMs: period.toMs };
  const sinceMs = period.range === 'all' ? firstMs : nowMs - RANGE_MS[period.range];
  return { fromMs: Math.min(Math.max(sinceMs, firstMs), nowMs - SHORTEST_PRESET_MS), toMs: nowMs };
}

const asPeriod = ({ fromMs, toMs }: Bounds): Period => ({ kind: 'between', fromMs, toMs });

/** Between two moments, whichever comes first, within what is remembered, and never too short to be looked at. */
export function between(aMs: number, bMs: number, memory: Memory): Period {
  const lengthMs = Math.max(Math.abs(bMs - aMs), SHORTEST_MS);
  const middleMs = (aMs + bMs) / 2;
  return asPeriod(placed(middleMs - lengthMs / 2, lengthMs, memory));
}

/** The stretch `lengthMs` long that begins nearest to `fromMs` and lies within what is remembered. */
function placed(fromMs: number, lengthMs: number, { firstMs, nowMs }: Memory): Bounds {
  const latestMs = Math.max(firstMs, nowMs - lengthMs);
  const startMs = Math.round(Math.min(Math.max(fromMs, firstMs), latestMs));
  return { fromMs: startMs, toMs: Math.round(startMs + lengthMs) };
}

/** Moved by `byMs`, as far as there is something. */
export const panned = ({ fromMs, toMs }: Bounds, byMs: number, memory: Memory): Bounds =>
  placed(fromMs + byMs, toMs - fromMs, memory);

/** `factor` times as long, with `aroundMs` staying where it is; from ten seconds to all that there is. */
export function zoomed({ fromMs, toMs }: Bounds, aroundMs: number, factor: number, memory: Memory): Bounds {
  const longestMs = Math.max(memory.nowMs - memory.firstMs, SHORTEST_PRESET_MS);
  const lengthMs = Math.min(Math.max((toMs - fromMs) * factor, SHORTEST_MS), longestMs);
  const share = (aroundMs - fromMs) / (toMs - fromMs);
  return placed(aroundMs - share * lengthMs, lengthMs, memory);
}

/** Half of its length earlier (-1) or later (1). Null: there is nothing more that way. */
export function moved(bounds: Bounds, direction: -1 | 1, memory: Memory): Period | null {
  const atTheEnd = direction === -1 ? bounds.fromMs <= memory.firstMs : bounds.toMs >= memory.nowMs;
  if (atTheEnd) return null;
  return asPeriod(panned(bounds, (direction * (bounds.toMs - bounds.fromMs)) / 2, memory));
}

/** Half as long around `aroundMs`. Null: it is as short as it gets. */
export function closer({ fromMs, toMs }: Bounds, aroundMs: number, memory: Memory): Period | null {
  const lengthMs = Math.max((toMs - fromMs) / 2, SHORTEST_MS);
  return lengthMs >= toMs - fromMs ? null : asPeriod(placed(aroundMs - lengthMs / 2, lengthMs, memory));
}

/** Twice as long. All of it, once there is no more. Null: it is all of it. */
export function wider({ fromMs, toMs }: Bounds, memory: Memory): Period | null {
  const lengthMs = (toMs - fromMs) * 2;
  if (fromMs <= memory.firstMs && toMs >= memory.nowMs) return null;
  if (lengthMs >= memory.nowMs - memory.firstMs) return { kind: 'last', range: 'all' };
  return asPeriod(placed(fromMs - lengthMs / 4, lengthMs, memory));
}
