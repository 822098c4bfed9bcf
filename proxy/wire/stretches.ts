/** Trails as stretches with both ends, cut to a range. Where nobody looked nothing is known, whatever a trail says. Pure. */
import type { Trails } from './series.ts';

/** What held from `fromMs` on until `toMs`, which is not within. Null: not known. */
export type Stretch<T> = { fromMs: number; toMs: number; value: T | null };

/** What of trails tells where a stretch ends, and where nothing is known. */
type Bounds = Pick<Trails, 'nowMs' | 'toMs' | 'firstMs' | 'blind'>;

/**
 * The stretches of one trail within a range, without a gap between them: what was not looked at is null. They end at
 * `trails.nowMs` where the range goes beyond it, for the future is neither known nor unknown.
 */
export function stretchesOf<T extends { fromMs: number }>(
  spans: readonly T[],
  trails: Bounds,
  fromMs: number,
  toMs: number,
): Stretch<T>[] {
  const endMs = Math.min(toMs, trails.nowMs);
  const told = spans.map((span, index): Stretch<T> => {
    const next = spans[index + 1];
    return {
      fromMs: Math.max(fromMs, span.fromMs),
      toMs: Math.min(endMs, next === undefined ? trails.toMs : next.fromMs),
      value: span,
    };
  });
  return filled(without(told, blindSpots(trails, fromMs, toMs)), fromMs, endMs);
}

/** When nobody looked within a range, what came before the first record included; oldest first, none touching another. */
export function blindSpots(trails: Bounds, fromMs: number, toMs: number): { fromMs: number; toMs: number }[] {
  const endMs = Math.min(toMs, trails.nowMs);
  const all = [
    { fromMs: -Infinity, toMs: trails.firstMs ?? Infinity },
    ...trails.blind.map((spot) => ({ fromMs: spot.fromMs, toMs: spot.toMs ?? Infinity })),
  ];
  const merged: { fromMs: number; toMs: number }[] = [];
  for (const spot of all.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const cut = { fromMs: Math.max(fromMs, spot.fromMs), toMs: Math.min(endMs, spot.toMs) };
    if (cut.fromMs >= cut.toMs) continue;
    const last = merged.at(-1);
    if (last === undefined || cut.fromMs > last.toMs) merged.push(cut);
    else last.toMs = Math.max(last.toMs, cut.toMs);
  }
  return merged;
}

/** What is left of stretches outside of the holes. Both are in order of time, so each is walked once. */
function without<T>(
  stretches: readonly Stretch<T>[],
  holes: readonly { fromMs: number; toMs: number }[],
): Stretch<T>[] {
  const left: Stretch<T>[] = [];
  let first = 0;
  for (const { fromMs, toMs, value } of stretches) {
    let startMs = fromMs;
    while ((holes[first]?.toMs ?? Infinity) <= startMs) first += 1;
    for (let index = first; index < holes.length; index += 1) {
      const hole = holes[index];
      if (hole === undefined || hole.fromMs >= toMs) break;
      if (hole.fromMs > startMs) left.push({ fromMs: startMs, toMs: hole.fromMs, value });
      startMs = hole.toMs;
    }
    if (startMs < toMs) left.push({ fromMs: startMs, toMs, value });
  }
  return left;
}

function filled<T>(stretches: readonly Stretch<T>[], fromMs: number, toMs: number): Stretch<T>[] {
  const all: Stretch<T>[] = [];
  let atMs = fromMs;
  for (const stretch of stretches) {
    if (stretch.fromMs > atMs) all.push({ fromMs: atMs, toMs: stretch.fromMs, value: null });
    all.push(stretch);
    atMs = stretch.toMs;
  }
  if (atMs < toMs) all.push({ fromMs: atMs, toMs, value: null });
  return all;
}
