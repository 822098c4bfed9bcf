import { formatDuration } from '~wire/duration.ts';

/** Nobody wants to hear of less. */
const JUST_NOW_MS = 1000;

/** How far a moment is from `nowMs`, in words: `4 min ago`, `just now`, `in 41 d 3 h`. */
export function formatRelative(atMs: number, nowMs: number): string {
  const agoMs = nowMs - atMs;
  if (Math.abs(agoMs) < JUST_NOW_MS) return 'just now';
  return agoMs > 0 ? `${formatDuration(agoMs)} ago` : `in ${formatDuration(-agoMs)}`;
}
