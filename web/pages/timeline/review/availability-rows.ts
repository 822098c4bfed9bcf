/** The members by how available they were, in the order that is asked for. Pure. */
import type { MemberAvailability } from '~wire/availability.ts';
import { formatMeasured } from '~wire/duration.ts';
import { compareNatural } from '../../../lib/natural.ts';
import type { AvailabilityColumn, AvailabilityOrder } from '../../../url/review.ts';

/** What did not answer as it should, ms. */
export const missedMs = ({ ours }: MemberAvailability): number => ours.silent + ours.wrong;

export const NONE = '–';

/** For how long, in words. */
export const lasting = (ms: number): string => (ms === 0 ? NONE : formatMeasured(ms));

/** Null stands at the end, whichever way round. */
const VALUES: Readonly<
  Record<Exclude<AvailabilityColumn, 'name'>, (row: MemberAvailability) => number | null>
> = {
  answering: ({ upShare }) => upShare,
  silent: missedMs,
  unknown: ({ ours }) => ours.unknown,
  online: ({ onlineShare }) => onlineShare,
  offline: ({ lxd }) => lxd.offline,
  evacuated: ({ lxd }) => lxd.evacuated,
};

/** Those that were members at no time of the range are left out. */
export function availabilityRows(
  members: readonly MemberAvailability[],
  { column, descending }: AvailabilityOrder,
): MemberAvailability[] {
  const byName = members
    .filter(({ presentMs }) => presentMs > 0)
    .toSorted((a, b) => compareNatural(a.member, b.member));
  if (column === 'name') return descending ? byName.toReversed() : byName;
  if (column === null) {
    return byName.toSorted((a, b) => missedMs(b) - missedMs(a) || (a.upShare ?? 0) - (b.upShare ?? 0));
  }
  const valueOf = VALUES[column];
  const sign = descending ? -1 : 1;
  return byName.toSorted((a, b) => {
    const [x, y] = [valueOf(a), valueOf(b)];
    if (x === null || y === null) return Number(x === null) - Number(y === null);
    return sign * (x - y);
  });
}
