/** Phrases that the sentences of reasons are made of: who, and for how long. */
import { formatDuration } from '../duration.ts';
import type { Member, Since } from '../snapshot.ts';

/** `node-1`, `node-1 and node-2`, `node-1, node-2 and node-3`, `node-1, node-2 and 3 others`. */
export function nameList(names: readonly string[]): string {
  const [first = '', second, third] = names;
  if (second === undefined) return first;
  if (third === undefined) return `${first} and ${second}`;
  return `${first}, ${second} and ${names.length === 3 ? third : `${names.length - 2} others`}`;
}

export const namesOf = (members: readonly Member[]): string =>
  nameList(members.map((member) => member.server_name));

/** The form of a word that agrees with how many members it is said of. */
export const agree = (members: readonly Member[], one: string, many: string): string =>
  members.length === 1 ? one : many;

/** `node-1 is`, `node-1 and node-2 are`. */
export const theyAre = (members: readonly Member[]): string =>
  `${namesOf(members)} ${agree(members, 'is', 'are')}`;

/** `node-1 has`, `node-1 and node-2 have`. */
export const theyHave = (members: readonly Member[]): string =>
  `${namesOf(members)} ${agree(members, 'has', 'have')}`;

/** When the first of `members` came to be so (ms UTC); null for no members. */
export const firstOf = (members: readonly Member[], sinceOf: (member: Member) => Since): number | null =>
  members.length === 0 ? null : Math.min(...members.map((member) => sinceOf(member).atMs));

/**
 * How long `members` have been so, as the end of a sentence: ` for 4 min`, ` for at least 4 min` where it began before
 * this run of the proxy, `, the longest for 4 min` where it is not as long for all of them; nothing within the first second.
 */
export function lasting(
  members: readonly Member[],
  sinceOf: (member: Member) => Since,
  nowMs: number,
): string {
  const sinces = members
    .map(sinceOf)
    .toSorted((a, b) => a.atMs - b.atMs || Number(a.witnessed) - Number(b.witnessed));
  const durations = sinces.map(({ atMs }) => formatDuration(nowMs - atMs));
  const [longest] = durations;
  // What has only just begun, as every change is when it is recorded, has not lasted yet.
  if (longest === undefined || longest === formatDuration(0)) return '';
  const alike = durations.every((duration) => duration === longest);
  const witnessed = alike ? sinces.every((since) => since.witnessed) : sinces[0]?.witnessed === true;
  return `${alike ? '' : ', the longest'} for ${witnessed ? '' : 'at least '}${longest}`;
}
