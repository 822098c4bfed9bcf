/** When the next beat of a roll call is due. */

/** While nothing answers at all, beats come ever slower up to this: a cluster that is back is seen within it. */
const CEILING_MS = 10_000;
/** Proxies that were started together must not ask together for ever. */
const JITTER = 0.05;

/**
 * The pause (ms) before the next beat, after `silentCalls` roll calls in a row that nobody answered. `random` in [0, 1).
 */
export function nextPauseMs(intervalMs: number, silentCalls: number, random: number): number {
  const ceilingMs = Math.max(CEILING_MS, intervalMs);
  const pauseMs = Math.min(ceilingMs, intervalMs * 2 ** Math.min(silentCalls, 16));
  return pauseMs * (1 + JITTER * (2 * random - 1));
}
