/** The last changes as a wall tells them: what flaps is one line, so that it does not push out everything else. Pure. */
import { type RecordedChange, describeChange } from '~wire/change.ts';
import { MAX_CHANGES } from '~wire/delta.ts';
import { type Zone, formatClock, formatDay } from '../../lib/instant.ts';
import { emWidth, firstFitting } from '../../lib/text-fit.ts';
import { fittingName } from './wall-names.ts';
import { flapCount, flappingLeader, flappingMembers } from '~wire/flapping.ts';

/** `others`: how many more did the same with it; `atLeast`: there may have been more of them. */
export type Told = {
  key: string;
  atMs: number;
  member: string | null;
  others: number;
  atLeast: boolean;
  words: string;
};

/** What many members do within a beat or two is one thing that happened. */
const TOGETHER_MS = 5000;

/** The newest first, `most` of them. */
export function toldChanges(changes: readonly RecordedChange[], nowMs: number, most: number): Told[] {
  const members = flappingMembers(changes, nowMs);
  const leader = flappingLeader(changes, nowMs);
  const told = new Map<string, Omit<Told, 'others' | 'atLeast'>>();
  const others = new Map<string, Set<string>>();
  for (const change of changes) {
    const { id, atMs, kind, member } = change;
    // The verdict stands above, larger than any line.
    if (kind === 'verdict') continue;
    const flapping = member === null ? undefined : members.get(member);
    if (flapping !== undefined && (kind === 'status' || kind === 'answering')) {
      const key = `flapping ${member}`;
      if (!told.has(key) && told.size < most)
        told.set(key, { key, atMs, member, words: `flapped ${flapCount(flapping)}` });
    } else if (kind === 'leader' && leader !== null) {
      const key = 'leader';
      const words = `Leadership moved ${flapCount(leader)}, last to ${member ?? 'nobody'}`;
      if (!told.has(key) && told.size < most) told.set(key, { key, atMs, member: null, words });
    } else {
      const words = describeChange(change);
      const alike = [...told.values()].find(
        (each) => each.words === words && each.member !== null && each.atMs - atMs <= TOGETHER_MS,
      );
      if (alike !== undefined && member !== null && member !== alike.member)
        others.set(alike.key, (others.get(alike.key) ?? new Set()).add(member));
      else if (told.size < most) told.set(String(id), { key: String(id), atMs, member, words });
    }
  }
  // Where earlier changes are not known, there may have been more of them.
  const cutMs = changes.length >= MAX_CHANGES ? (changes.at(-1)?.atMs ?? nowMs) : -Infinity;
  return [...told.values()].map((each) => ({
    ...each,
    others: others.get(each.key)?.size ?? 0,
    atLeast: each.atMs - cutMs <= TOGETHER_MS,
  }));
}

/** When it was, `03:12:07`, with its day where that is over: the zone stands beside the clock. */
export const timeOf = (atMs: number, zone: Zone, nowMs: number): string =>
  [formatDay(atMs, zone, nowMs), formatClock(atMs, zone)].filter((part) => part !== null).join(' ');

/** The room that a name has at least, em: with less, it is better that the end of the line is lost. */
const LEAST_NAME_EM = 6;

/** Who did it, as it fits into `roomEm`; empty: nobody is named. */
export function subjectOf({ member, others, atLeast }: Told, roomEm: number): string {
  if (member === null) return '';
  if (others === 0) return fittingName(member, Math.max(LEAST_NAME_EM, roomEm));
  const inWords = `${member} and ${atLeast ? 'at least ' : ''}${others} ${others === 1 ? 'other' : 'others'}`;
  const count = ` +${others}${atLeast ? ' or more' : ''}`;
  return (
    firstFitting([inWords, `${member}${count}`], roomEm) ||
    `${fittingName(member, Math.max(LEAST_NAME_EM, roomEm - emWidth(count)))}${count}`
  );
}
