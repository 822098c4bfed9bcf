/** When a wall may be replaced by a newer one of itself. Pure. */

/** So long nothing may have changed: whoever looks is not to miss the end of something. */
const CALM_MS = 2 * 60_000;
/** A page of another build than its proxy's is not kept longer than this. */
const AT_LATEST_MS = 15 * 60_000;

type Moment = {
  nowMs: number;
  /** Of the last change that is known; -Infinity: none. */
  changedAtMs: number;
  /** Since when the newer one has been waiting. */
  sinceMs: number;
};

export const isTime = ({ nowMs, changedAtMs, sinceMs }: Moment): boolean =>
  nowMs - changedAtMs >= CALM_MS || nowMs - sinceMs >= AT_LATEST_MS;
