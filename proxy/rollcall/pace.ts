/** When the next beat of a roll call is due. */

/** While nothing answers at all, beats come ever slower up to this: a cluster that is back is seen within it. */
const CEILING_MS = 10_000;
/** Proxies that were started together must not ask together for ever. */
const JITTER = 0.05;

/**
 * The pause (ms) before the next beat, `silentBeats` of them having passed without any answer. `random` in [0, 1).
 */
export function nextPauseMs(intervalMs: number, silentBeats: number, random: number): number {
  const ceilingMs = Math.max(CEILING_MS, intervalMs);
  const pauseMs = Math.min(ceilingMs, intervalMs * 2 ** Math.min(silentBeats, 16));
  return pauseMs * (1 + JITTER * (2 * random - 1));
}
