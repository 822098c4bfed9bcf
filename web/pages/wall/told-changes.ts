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

/** The newest first, `most` of them. */
export function toldChanges(
  { changes, flapping }: Pick<ClusterView, 'changes' | 'flapping'>,
  nowMs: number,
  most: number,
): Told[] {
  const flappers = new Map(flapping.map((each) => [each.member, each]));
  const told = new Map<string, Omit<Told, 'others' | 'atLeast'>>();
  const others = new Map<string, Set<string>>();
  for (const change of changes) {
    const { id, atMs, kind, member } = change;
    // The verdict stands above, larger than any line.
    if (kind === 'verdict') continue;
    const restless = restlessness(change, flappers);
    if (restless !== null) {
      const { key, words, all } = restless;
      if (told.has(key) || told.size >= most) continue;
      told.set(key, { key, atMs, member: kind === 'leader' ? null : member, words });
      others.set(key, new Set(all.flatMap((each) => (each.member === member ? [] : (each.member ?? [])))));
      continue;
    }
    const words = describeChange(change);
    const alike = [...told.values()].find(
      (each) => each.words === words && each.member !== null && each.atMs - atMs <= TOGETHER_MS,
    );
    if (alike !== undefined && member !== null && member !== alike.member)
      others.set(alike.key, (others.get(alike.key) ?? new Set()).add(member));
    else if (told.size < most) told.set(String(id), { key: String(id), atMs, member, words });
  }
  // Where earlier changes are not known, there may have been more of them.
  const cutMs = changes.length >= MAX_CHANGES ? (changes.at(-1)?.atMs ?? nowMs) : -Infinity;
  return [...told.values()].map((each) => ({
    ...each,
    others: others.get(each.key)?.size ?? 0,
    atLeast: each.atMs - cutMs <= TOGETHER_MS && !each.key.startsWith(FLAPPING),
  }));
}

const FLAPPING = 'flapping';

/** The line that a change is told in which is one of many; null: it is told for itself. */
function restlessness(
  { kind, member }: RecordedChange,
  flappers: ReadonlyMap<string | null, Flapping>,
): { key: string; words: string; all: readonly Flapping[] } | null {
  const leader = flappers.get(null);
  if (kind === 'leader' && leader !== undefined) {
    const words = `Leadership moved ${flapCount(leader)}, last to ${member ?? 'nobody'}`;
    return { key: `${FLAPPING} leader`, words, all: [] };
  }
  const own = member === null ? undefined : flappers.get(member);
  if (own === undefined || (kind !== 'status' && kind !== 'answering')) return null;
  const members = flappers.size - (leader === undefined ? 0 : 1);
  if (members <= FLAPPING_APART)
    return { key: `${FLAPPING} member ${member}`, words: `flapped ${flapCount(own)}`, all: [own] };
  const all = [...flappers.values()].filter((each) => each.member !== null);
  return { key: `${FLAPPING} members`, words: `flapped ${flapCount(...all)}`, all };
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
