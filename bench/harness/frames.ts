/** What the times between frames say. */
import { quantile } from './statistics.ts';

/** At 60 Hz, which is what headless Chromium ticks at. */
const FRAME_MS = 1000 / 60;

/** `dropped`: the share of the frames due that were not shown. Times in ms. */
export type FrameFigures = { p50: number; p95: number; max: number; dropped: number };

export function frameFigures(frames: readonly number[]): FrameFigures {
  const due = frames.reduce((sum, ms) => sum + Math.max(1, Math.round(ms / FRAME_MS)), 0);
  return {
    p50: quantile(frames, 0.5),
    p95: quantile(frames, 0.95),
    max: quantile(frames, 1),
    dropped: due === 0 ? 0 : 1 - frames.length / due,
  };
}
