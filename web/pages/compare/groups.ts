/** Differences by what they are of. Pure. */
import type { Difference } from '~wire/difference.ts';
import { compareNatural } from '../../lib/natural.ts';

/** `member` null: the cluster. */
export type Group = { member: string | null; differences: Difference[] };

/** The cluster first, then the members by name, each with its differences in the order that they came in. */
export function groupsOf(differences: readonly Difference[]): Group[] {
  const groups = new Map<string | null, Difference[]>();
  for (const difference of differences) {
    const known = groups.get(difference.member);
    if (known === undefined) groups.set(difference.member, [difference]);
    else known.push(difference);
  }
  return [...groups]
    .map(([member, each]) => ({ member, differences: each }))
    .toSorted((a, b) => {
      if (a.member === null || b.member === null)
        return Number(a.member !== null) - Number(b.member !== null);
      return compareNatural(a.member, b.member);
    });
}
