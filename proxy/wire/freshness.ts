/** How old is too old. One rule for the proxy's readiness, the verdict and every cell of the page. */
import type { PartState, Probe, RingState, SnapshotFrame } from './snapshot.ts';

/** A member that hangs takes two seconds to be told from one that is slow; two such probes must not look like none. */
const SHORTEST_PROBE_AGE_MS = 6000;

/** Missed beats after which a datum no longer counts as live. */
export const MISSED_BEATS = 3;

/** The age in ms from which data of this cluster are unknown rather than live. */
export const staleAfterMs = (frame: Pick<SnapshotFrame, 'rollCallIntervalMs'>): number =>
  MISSED_BEATS * frame.rollCallIntervalMs;

/** A part, a probe or a snapshot: what has a time of its own. */
type Dated = Pick<PartState | Probe, 'observedAtMs'>;

const isYounger = ({ observedAtMs }: Dated, ageMs: number, nowMs: number): boolean =>
  observedAtMs !== null && nowMs - observedAtMs <= ageMs;

/** Whether something was observed recently enough to be shown as live. */
export const isFresh = (
  datum: Dated,
  frame: Pick<SnapshotFrame, 'rollCallIntervalMs'>,
  nowMs: number,
): boolean => isYounger(datum, staleAfterMs(frame), nowMs);

/** How often the cluster groups are read, unless an event tells that they changed, or the roll is called more seldom. */
export const GROUPS_EVERY_MS = 10_000;

/** Whether the list of cluster groups is recent enough to say what there is. */
export const areGroupsFresh = (
  part: Dated,
  { rollCallIntervalMs }: Pick<SnapshotFrame, 'rollCallIntervalMs'>,
  nowMs: number,
): boolean => isYounger(part, MISSED_BEATS * Math.max(rollCallIntervalMs, GROUPS_EVERY_MS), nowMs);

type Rings = Pick<SnapshotFrame, 'rollCallIntervalMs' | 'probeIntervalMs'>;

/** Whether a probe is recent enough to be shown as live: it has a beat of its own, which may be the slower one. */
export function isProbeFresh(probe: Dated, rings: Rings, nowMs: number): boolean {
  const beatsMs = MISSED_BEATS * Math.max(rings.rollCallIntervalMs, rings.probeIntervalMs);
  return isYounger(probe, Math.max(beatsMs, SHORTEST_PROBE_AGE_MS), nowMs);
}

/** Whether a number of a slower ring, read at `atMs` (null: never), is recent enough to be shown as live. */
export const isReadingFresh = (
  atMs: number | null,
  { everyMs }: Pick<RingState, 'everyMs'>,
  nowMs: number,
): boolean => isYounger({ observedAtMs: atMs }, MISSED_BEATS * everyMs, nowMs);
