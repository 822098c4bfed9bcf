/** The last changes as a wall tells them: what flaps is one line, so that it does not push out everything else. Pure. */
import { MAX_CHANGES, type RecordedChange, describeChange } from '~wire/change.ts';
import type { ClusterView } from '~wire/delta.ts';
import { type Flapping, flapCount } from '~wire/flapping.ts';
import { type Zone, formatClock, formatDay } from '../../lib/instant.ts';
import { emWidth, firstFitting } from '../../lib/text-fit.ts';
import { fittingName } from './wall-names.ts';

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

/** With more of them that flap than this, all of them are one line. */
const FLAPPING_APART = 2;

/**
 * A line as it grows. `others`: who did the same, as far as their changes are among the last. `known`: how many others it is
 * about, where that is known without them; null: it is not.
 */
type Line = {
  key: string;
  atMs: number;
  member: string | null;
  words: string;
  others: Set<string>;
  known: number | null;
};

/** The newest first, `most` of them. */
export function toldChanges(
  { changes, flapping }: Pick<ClusterView, 'changes' | 'flapping'>,
  nowMs: number,
  most: number,
): Told[] {
  const flappers = new Map(flapping.map((each) => [each.member, each]));
  const lines = new Map<string, Line>();
  for (const change of changes) {
    // The verdict stands above, larger than any line.
    if (change.kind === 'verdict') continue;
    const line = flappingLine(change, flappers) ?? singleLine(change);
    const { member } = change;
    const alike = line.known === null ? alikeAmong(lines.values(), line) : undefined;
    if (alike !== undefined && member !== null) alike.others.add(member);
    else if (!lines.has(line.key) && lines.size < most) lines.set(line.key, line);
  }
  // Where earlier changes are not known, there may have been more of them.
  const cutMs = changes.length >= MAX_CHANGES ? (changes.at(-1)?.atMs ?? nowMs) : -Infinity;
  return [...lines.values()].map(({ key, atMs, member, words, others, known }) => ({
    key,
    atMs,
    member,
    words,
    others: known ?? others.size,
    atLeast: known === null && atMs - cutMs <= TOGETHER_MS,
  }));
}

const singleLine = (change: RecordedChange): Line => ({
  key: String(change.id),
  atMs: change.atMs,
  member: change.member,
  words: describeChange(change),
  others: new Set(),
  known: null,
});

/** The line that tells of another member who did the same just then. */
const alikeAmong = (lines: Iterable<Line>, { member, words, atMs }: Line): Line | undefined =>
  [...lines].find(
    (each) =>
      each.words === words &&
      each.member !== null &&
      each.member !== member &&
      each.atMs - atMs <= TOGETHER_MS,
  );

/** The line that a change is told in which is one of many; null: it is told for itself. */
function flappingLine(
  { kind, member, atMs }: RecordedChange,
  flappers: ReadonlyMap<string | null, Flapping>,
): Line | null {
  const leader = flappers.get(null);
  if (kind === 'leader' && leader !== undefined) {
    const words = `Leadership moved ${flapCount(leader)}, last to ${member ?? 'nobody'}`;
    return { key: 'leadership', atMs, member: null, words, others: new Set(), known: 0 };
  }
  const own = member === null ? undefined : flappers.get(member);
  if (own === undefined || (kind !== 'status' && kind !== 'answering')) return null;
  const members = [...flappers.values()].filter((each) => each.member !== null);
  const together = members.length > FLAPPING_APART ? members : [own];
  return {
    key: together.length > 1 ? 'flapping' : `flapping ${member}`,
    atMs,
    member,
    words: `flapped ${flapCount(...together)}`,
    others: new Set(),
    known: together.length - 1,
  };
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
