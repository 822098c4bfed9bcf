/** The days of a calendar, in any zone: when each begins. Pure. */
import type { Bounds } from '../../../lib/stretches.ts';

export const DAY_MS = 86_400_000;

/** How far the zone is ahead of UTC at a moment, ms. */
type Offset = (atMs: number) => number;

/** The days since 1970 by the calendar of the zone. */
const dayOf = (atMs: number, offsetOf: Offset): number => Math.floor((atMs + offsetOf(atMs)) / DAY_MS);

/**
 * When a day begins. Where the clocks are set forward at midnight it has none, and begins with its first hour; where they
 * are set back to midnight, it begins with the first of the two.
 */
function startOf(day: number, offsetOf: Offset): number {
  const asUtcMs = day * DAY_MS;
  const beforeMs = asUtcMs - offsetOf(asUtcMs - DAY_MS);
  const afterMs = asUtcMs - offsetOf(asUtcMs + DAY_MS);
  const reached = [beforeMs, afterMs]
    .toSorted((a, b) => a - b)
    .find((atMs) => atMs + offsetOf(atMs) === asUtcMs);
  return reached ?? beforeMs;
}

/** The midnights of all days that touch `bounds`, and that after the last: one more than there are days. */
export function midnightsOf({ fromMs, toMs }: Bounds, offsetOf: Offset): number[] {
  const first = dayOf(fromMs, offsetOf);
  const last = dayOf(Math.max(fromMs, toMs - 1), offsetOf);
  return Array.from({ length: last - first + 2 }, (_, index) => startOf(first + index, offsetOf));
}

/** The midnights of the `count` days of which the last is that of `atMs`. */
export function lastDays(count: number, atMs: number, offsetOf: Offset): number[] {
  const last = dayOf(atMs, offsetOf);
  return Array.from({ length: count + 1 }, (_, index) => startOf(last - count + 1 + index, offsetOf));
}

const DAY_WORDS = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
});

/** The day that begins at a moment: `Wed 25 Nov 2026`. */
export const dayWords = (startMs: number, offsetOf: Offset): string =>
  DAY_WORDS.format(startMs + offsetOf(startMs)).replace(',', '');

const MONTH = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', month: 'short' });

/** Of days by their beginnings, those that begin a month, as indices, and what it is called. */
export const monthsOf = (startsMs: readonly number[], offsetOf: Offset): { day: number; name: string }[] =>
  startsMs.flatMap((startMs, day) => {
    const clockMs = startMs + offsetOf(startMs);
    return new Date(clockMs).getUTCDate() === 1 ? [{ day, name: MONTH.format(clockMs) }] : [];
  });
