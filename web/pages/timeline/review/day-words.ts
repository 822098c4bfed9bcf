/** A day of a member, or of the cluster, as a form and in words. Pure. */
import { type ClusterAvailability, type MemberAvailability, formatShare } from '~wire/availability.ts';
import { formatMeasured } from '~wire/duration.ts';
import type { Shape } from '~wire/witness.ts';
import { LEVEL_LOOKS } from '../../../lib/levels.ts';
import { missedMs } from './availability-rows.ts';

/** From here on what was missed is much: 14 min of a day. */
const MUCH = 0.01;
/** A day of which less is known is not known. */
const ENOUGH = 0.5;

/** Null: there is nothing to draw, for it was no member, or the day has not come. */
export function memberDayShape(day: MemberAvailability): Shape | null {
  if (day.presentMs <= 0) return null;
  const missed = missedMs(day) / day.presentMs;
  if (missed >= MUCH) return 'offline';
  if (missed > 0) return 'attention';
  return (day.knownShare ?? 0) < ENOUGH ? 'unknown' : 'online';
}

export function clusterDayShape({ levels, knownShare }: ClusterAvailability): Shape | null {
  if (knownShare === null) return null;
  if (levels.critical > 0) return 'offline';
  if (levels.degraded > 0) return 'attention';
  return knownShare < ENOUGH ? 'unknown' : 'online';
}

const timesOf = (parts: readonly (readonly [string, number])[]): string[] =>
  parts.filter(([, ms]) => ms > 0).map(([word, ms]) => `${word} ${formatMeasured(ms)}`);

/** Of a day that hardly anything is known of, a share would say more than anybody knows. */
const held = (share: number, knownShare: number | null, ms: number): string =>
  (knownShare ?? 0) < ENOUGH ? formatMeasured(ms) : formatShare(share);

export function memberDayWords(day: MemberAvailability, product: string): string {
  const { upShare, knownShare, ours, lxd } = day;
  if (upShare === null) return 'no member';
  const told = timesOf([
    ['Offline', lxd.offline],
    ['Evacuated', lxd.evacuated],
    ['other', lxd.other],
  ]);
  return [
    `answered us ${held(upShare, knownShare, ours.answering)}`,
    ...timesOf([
      ['no answer', ours.silent],
      ['wrong answer', ours.wrong],
      ['unknown', ours.unknown],
    ]),
    ...(told.length === 0 ? [] : [`${product}: ${told.join(', ')}`]),
  ].join(' · ');
}

export function clusterDayWords({ levels, okShare, knownShare }: ClusterAvailability): string {
  if (okShare === null) return 'nothing yet';
  const parts = (['degraded', 'critical', 'unknown'] as const).map(
    (level) => [LEVEL_LOOKS[level].word, levels[level]] as const,
  );
  return [`OK ${held(okShare, knownShare, levels.ok)}`, ...timesOf(parts)].join(' · ');
}
