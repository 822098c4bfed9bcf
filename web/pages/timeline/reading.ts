/** What the timeline says of one moment in one row, and where the keys lead next. Pure. */
import { type Bounds, type Closed, indexAt, momentsIn, toMs, toPx, within } from '../../lib/stretches.ts';
import type { Happening } from './happening.ts';

/**
 * What is looked at. Rows count from the first of the cluster's down. A pointer stays where it is while the time moves on
 * below it; what the keys have reached moves on with the time.
 */
export type Cursor = { row: number; by: 'pointer'; px: number } | { row: number; by: 'keys'; atMs: number };

/** The moment that a cursor stands at, within `bounds`. */
export function cursorMs(cursor: Cursor, bounds: Bounds, widthPx: number): number {
  const atMs = cursor.by === 'pointer' ? toMs(cursor.px, bounds, widthPx) : cursor.atMs;
  return Math.min(Math.max(atMs, bounds.fromMs), bounds.toMs - 1);
}

/**
 * For how long something has been or was so. `atLeast`: it was so already when it was first seen. `endMs` null: it
 * still is.
 */
export type Lasting = { fromMs: number; endMs: number | null; forMs: number; atLeast: boolean };

export function lastingAt<T>(
  stretches: readonly Closed<T>[],
  atMs: number,
  nowMs: number,
): { value: T; lasting: Lasting } | null {
  const index = indexAt(stretches, atMs);
  const stretch = stretches[index];
  if (stretch === undefined) return null;
  const { fromMs, toMs: endMs, value } = stretch;
  return {
    value,
    lasting: { fromMs, endMs: endMs >= nowMs ? null : endMs, forMs: endMs - fromMs, atLeast: index === 0 },
  };
}

/** Happenings that began within `nearPx` of a moment, and those that were going on then. */
export function happeningsNear(
  happenings: readonly Happening[],
  atMs: number,
  bounds: Bounds,
  widthPx: number,
  nearPx: number,
): Happening[] {
  const px = toPx(atMs, bounds, widthPx);
  return happenings.filter(
    (happening) =>
      toPx(happening.atMs, bounds, widthPx) <= px + nearPx &&
      (happening.endMs === null || toPx(happening.endMs, bounds, widthPx) >= px - nearPx),
  );
}

/** The moments within `bounds` at which something begins or happens, in order: the keys go from one to the next. */
export function stopsOf(
  stretches: readonly (readonly Bounds[])[],
  happenings: readonly Happening[],
  bounds: Bounds,
): number[] {
  const begun = stretches.flatMap((line) =>
    within(line, bounds).map(({ fromMs }) => Math.max(fromMs, bounds.fromMs)),
  );
  const happened = momentsIn(happenings, bounds).map(({ atMs }) => atMs);
  return [...new Set([...begun, ...happened])].toSorted((a, b) => a - b);
}

/** The stop before or after a moment; the moment itself where there is none. */
export function nextStop(stops: readonly number[], atMs: number, direction: -1 | 1): number {
  const next = direction === 1 ? stops.find((stop) => stop > atMs) : stops.findLast((stop) => stop < atMs);
  return next ?? atMs;
}
