/** The verdict on a moment that nobody saw. */
import { assess } from './assess.ts';
import { formatDuration } from './duration.ts';
import type { Moment } from './moment.ts';
import type { ClusterSnapshot } from './snapshot.ts';
import type { Verdict } from './verdict.ts';

/** Whether nobody was looking at a moment. Where nobody answered, somebody had asked. */
export const isUnwitnessed = (moment: Moment | null): boolean =>
  (moment?.blind?.cause ?? 'unanswered') !== 'unanswered';

/** Counts from when the list of members was seen last. */
export const unwitnessedSentence = ({ parts, observedAtMs }: ClusterSnapshot, nowMs: number): string =>
  `Unknown for ${formatDuration(nowMs - (parts.members.observedAtMs ?? observedAtMs))}: nobody was looking.`;

/** Judges what was known at a moment; that nobody answered is no finding where nobody asked. */
export function assessMoment(snapshot: ClusterSnapshot, moment: Moment): Verdict {
  const verdict = assess(snapshot, moment.atMs);
  if (verdict.level !== 'unknown' || !isUnwitnessed(moment)) return verdict;
  return { ...verdict, sentence: unwitnessedSentence(snapshot, moment.atMs), reasons: [] };
}
