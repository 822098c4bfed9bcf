/** The storage pools of members, added up. Pure. */
import type { MemberPool } from './detail.ts';
import type { PoolTotal } from './snapshot.ts';
import { type PoolSpace, share } from './vitals.ts';

/** Adds up the pools of all members; a remote one is the same space for everybody, so the fullest view of it stands. */
export function poolTotals(perMember: readonly (readonly MemberPool[] | null)[]): PoolTotal[] {
  const totals = new Map<string, PoolTotal>();
  for (const { name, pool, remote, space } of perMember.flatMap((list) => list ?? [])) {
    if (space === null) continue;
    const total = totals.get(name);
    const known = { driver: pool?.driver ?? null, remote };
    const [usedBytes, totalBytes, members] = [space.used, space.total, (total?.members ?? 0) + 1];
    if (total === undefined || remote === true) {
      totals.set(name, { name, ...known, usedBytes, totalBytes, members });
    } else {
      totals.set(name, {
        ...total,
        usedBytes: total.usedBytes + usedBytes,
        totalBytes: total.totalBytes + totalBytes,
        members,
      });
    }
  }
  return [...totals.values()].toSorted((a, b) => a.name.localeCompare(b.name));
}

/** The one with the least room in proportion; null: there is none. */
export const fullestOf = (spaces: readonly PoolSpace[]): PoolSpace | null =>
  spaces.toSorted(
    (a, b) =>
      share(b.usedBytes, b.totalBytes) - share(a.usedBytes, a.totalBytes) || (a.name < b.name ? -1 : 1),
  )[0] ?? null;
