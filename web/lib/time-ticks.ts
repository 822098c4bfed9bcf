/** Where the marks of a time axis stand: at round times of the zone that the viewer reads. Pure. */
import type { Bounds } from './stretches.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Each divides the next unit of a clock. */
const STEPS_MS: readonly number[] = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR),
  ...[1, 2, 7, 14, 28].map((days) => days * DAY),
];

/** `atMs`: ms UTC. `midnight`: a day of the zone begins there. */
export type Tick = { atMs: number; midnight: boolean };

export type Ticks = { stepMs: number; ticks: Tick[] };

/**
 * At most `most` (2 or more) ticks within `bounds`. `offsetAt`: how far the zone is ahead of UTC at a moment, ms: it may change
 * between two ticks, which stay at round times.
 */
export function timeTicks(bounds: Bounds, most: number, offsetAt: (atMs: number) => number): Ticks {
  const lengthMs = bounds.toMs - bounds.fromMs;
  const longest = STEPS_MS.at(-1) ?? DAY;
  const stepMs =
    STEPS_MS.find((step) => Math.floor(lengthMs / step) < most) ??
    Math.ceil(lengthMs / (most - 1) / longest) * longest;
  const ticks: Tick[] = [];
  // One step more on either side: the offset at the ends need not be that of the ticks.
  const firstMs = Math.floor((bounds.fromMs + offsetAt(bounds.fromMs)) / stepMs - 1) * stepMs;
  const lastMs = bounds.toMs + offsetAt(bounds.toMs) + stepMs;
  for (let clockMs = firstMs; clockMs <= lastMs; clockMs += stepMs) {
    const atMs = instantOf(clockMs, offsetAt);
    const skipped = atMs + offsetAt(atMs) !== clockMs;
    if (skipped || atMs < bounds.fromMs || atMs > bounds.toMs) continue;
    ticks.push({ atMs, midnight: clockMs % DAY === 0 });
  }
  return { stepMs, ticks };
}

/** When a clock of the zone shows `clockMs`; of a time that it never shows, another moment near it. */
function instantOf(clockMs: number, offsetAt: (atMs: number) => number): number {
  const guessMs = clockMs - offsetAt(clockMs);
  return clockMs - offsetAt(guessMs);
}
