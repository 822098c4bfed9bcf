/** Trails of one range and of the next, as one. Pure. */
import type { BlindSpot } from '~wire/moment.ts';
import type { Trails } from '~wire/series.ts';

/**
 * In order of time, the missing ones left out; null: there are none. `untilMs`: up to here what was so last is still so, since nothing
 * else was told; never less than what was told.
 */
export function joinedTrails(parts: readonly (Trails | undefined)[], untilMs: number): Trails | null {
  const known = parts.filter((part) => part !== undefined);
  const [first] = known;
  const last = known.at(-1);
  if (first === undefined || last === undefined) return null;
  const names = new Set(known.flatMap((part) => Object.keys(part.members)));
  const reached = last.toMs >= last.nowMs ? Math.max(last.toMs, untilMs) : last.toMs;
  return {
    nowMs: Math.max(last.nowMs, untilMs),
    fromMs: first.fromMs,
    toMs: reached,
    firstMs: last.firstMs,
    members: Object.fromEntries(
      [...names].map((name) => [
        name,
        lined(known, ({ members }) => (Object.hasOwn(members, name) ? (members[name] ?? []) : [])),
      ]),
    ),
    blind: joinedSpots(known),
    leaders: lined(known, ({ leaders }) => leaders),
    levels: lined(known, ({ levels }) => levels),
  };
}

/** The first of a list may have begun before its range, of which the part before tells. */
const lined = <S extends { fromMs: number }>(
  parts: readonly Trails[],
  of: (part: Trails) => readonly S[],
): S[] =>
  parts.flatMap((part, index) =>
    index === 0
      ? of(part)
      : of(part).map((item) => ({ ...item, fromMs: Math.max(item.fromMs, part.fromMs) })),
  );

/** One that goes on from one part to the next is one. */
function joinedSpots(parts: readonly Trails[]): BlindSpot[] {
  const spots: BlindSpot[] = [];
  for (const { blind, fromMs: partMs } of parts) {
    for (const spot of blind) {
      const before = spots.at(-1);
      const goesOn =
        before !== undefined &&
        before.cause === spot.cause &&
        spot.fromMs <= partMs &&
        (before.toMs ?? partMs) >= spot.fromMs;
      if (goesOn) spots[spots.length - 1] = { ...before, toMs: spot.toMs };
      else spots.push(spot);
    }
  }
  return spots;
}
