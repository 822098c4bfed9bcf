/** How old is too old. One rule for the proxy's readiness, the verdict and every cell of the page. */
import type { PartState, Probe, SnapshotFrame } from './snapshot.ts';

/** Missed beats after which a datum no longer counts as live. */
export const MISSED_BEATS = 3;

/** The age in ms from which data of this cluster are unknown rather than live. */
export const staleAfterMs = (frame: Pick<SnapshotFrame, 'rollCallIntervalMs'>): number =>
  MISSED_BEATS * frame.rollCallIntervalMs;

/** A part, a probe or a snapshot: what has a time of its own. */
type Dated = Pick<PartState | Probe, 'observedAtMs'>;

/** Whether something was observed recently enough to be shown as live. */
export const isFresh = (
  datum: Dated,
  frame: Pick<SnapshotFrame, 'rollCallIntervalMs'>,
  nowMs: number,
): boolean => datum.observedAtMs !== null && nowMs - datum.observedAtMs <= staleAfterMs(frame);
