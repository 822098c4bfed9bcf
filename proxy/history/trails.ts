/** What the record says of a range as stretches of time, from the facts of lanes and of blind spots. Pure. */
import type { BlindSpot } from '../wire/moment.ts';
import type { Span, Trails } from '../wire/series.ts';
import { parsed } from './decode.ts';
import {
  LEADER_LANE,
  LeaderLane,
  MemberLane,
  VERDICT_LANE,
  VerdictLane,
  WatchFact,
  memberOfLane,
} from './facts.ts';
import type { Fact } from './store.ts';

type Range = { fromMs: number; toMs: number };

/** The blind spots that facts of kind `watch` tell of; the last may go on. */
export function blindSpotsOf(facts: readonly Fact[]): BlindSpot[] {
  const spots: BlindSpot[] = [];
  for (const { fromMs, value } of facts.filter(({ kind }) => kind === 'watch')) {
    const last = spots.at(-1);
    if (last?.toMs === null) last.toMs = fromMs;
    const watch = parsed(WatchFact, value);
    if (watch?.state === 'blind') spots.push({ fromMs, toMs: null, cause: watch.cause });
  }
  return spots;
}

/** In these the proxy saw nothing at all, while without an answer it saw that there was none. */
export const sawNothing = ({ cause }: BlindSpot): boolean => cause !== 'unanswered';

type Stretch = { fromMs: number };
const isAlike = (a: Stretch, b: Stretch): boolean =>
  JSON.stringify({ ...a, fromMs: 0 }) === JSON.stringify({ ...b, fromMs: 0 });

/** Stretches that say the same as the one before are one with it. */
function merged<T extends Stretch>(stretches: readonly T[]): T[] {
  const list: T[] = [];
  for (const stretch of stretches) {
    const last = list.at(-1);
    if (last === undefined || !isAlike(last, stretch)) list.push(stretch);
  }
  return list;
}

/**
 * The stretches as far as anybody looked, within the range: `unknown` stands in every spot, and what held before one holds
 * again after it unless something else begins with its end.
 */
export function overlaid<T extends Stretch>(
  stretches: readonly T[],
  spots: readonly BlindSpot[],
  unknown: (fromMs: number) => T,
  { fromMs, toMs }: Range,
): T[] {
  const edges = new Set([fromMs, ...stretches.map((stretch) => stretch.fromMs)]);
  for (const spot of spots) {
    edges.add(spot.fromMs);
    if (spot.toMs !== null) edges.add(spot.toMs);
  }
  const sorted = [...edges].filter((atMs) => atMs >= fromMs && atMs < toMs).toSorted((a, b) => a - b);
  let next = 0;
  let holding: T | undefined;
  const found = sorted.map((atMs): T => {
    for (let stretch = stretches[next]; stretch !== undefined && stretch.fromMs <= atMs;) {
      holding = stretch;
      next += 1;
      stretch = stretches[next];
    }
    const blind = spots.some((spot) => spot.fromMs <= atMs && (spot.toMs === null || atMs < spot.toMs));
    return blind || holding === undefined ? unknown(atMs) : { ...holding, fromMs: atMs };
  });
  return merged(found);
}

/** A name that a member had before, until `atMs`. */
export type Renaming = { atMs: number; before: string; after: string };

export type TrailsOf = {
  /** Of kinds `lane` and `watch`, as `over` gives them. */
  facts: readonly Fact[];
  /** Oldest first. */
  renamings: readonly Renaming[];
  blind: readonly BlindSpot[];
  firstMs: number | null;
  range: Range;
  nowMs: number;
};

export function trailsOf({ facts, renamings, blind, firstMs, range, nowMs }: TrailsOf): Trails {
  const lanes = Map.groupBy(
    facts.filter(({ kind }) => kind === 'lane'),
    ({ name }) => name,
  );
  const members = new Map<string, Span[]>();
  for (const [name, list] of lanes) {
    const member = memberOfLane(name);
    if (member !== null) members.set(member, list.flatMap(spanOf));
  }
  for (const renaming of renamings) follow(members, renaming);
  const nothing = blind.filter(sawNothing);
  // Before the record begins nobody looked either.
  const spots =
    firstMs === null
      ? nothing
      : [{ fromMs: Number.NEGATIVE_INFINITY, toMs: firstMs, cause: 'not-running' as const }, ...nothing];
  const lay = <T extends Stretch>(stretches: readonly T[], unknown: (fromMs: number) => T): T[] =>
    overlaid(stretches, spots, unknown, range);
  const unseen = (fromMs: number): Span => ({ fromMs, status: null, ours: 'unknown' });
  const absent: Span = { fromMs: Number.NEGATIVE_INFINITY, status: null, ours: 'absent' };
  const laneOf = <T>(name: string, read: (fact: Fact) => T[]): T[] => (lanes.get(name) ?? []).flatMap(read);
  return {
    nowMs,
    ...range,
    firstMs,
    members: Object.fromEntries([...members].map(([name, spans]) => [name, lay([absent, ...spans], unseen)])),
    blind: blind.map((spot) => ({ ...spot })),
    leaders: lay(
      laneOf(LEADER_LANE, ({ fromMs, value }) => {
        const leader = parsed(LeaderLane, value);
        return leader === undefined ? [] : [{ fromMs, ...leader }];
      }),
      (fromMs): Trails['leaders'][number] => ({ fromMs, member: null }),
    ),
    levels: lay(
      laneOf(VERDICT_LANE, ({ fromMs, value }) => {
        const verdict = parsed(VerdictLane, value);
        return verdict === undefined ? [] : [{ fromMs, ...verdict }];
      }),
      (fromMs): Trails['levels'][number] => ({ fromMs, level: 'unknown' }),
    ),
  };
}

function spanOf({ fromMs, value }: Fact): Span[] {
  if (value === null) return [{ fromMs, status: null, ours: 'absent' }];
  const lane = parsed(MemberLane, value);
  return lane === undefined ? [] : [{ fromMs, ...lane }];
}

/** A member that was renamed keeps its past, unless another one has its old name since. */
function follow(members: Map<string, Span[]>, { atMs, before, after }: Renaming): void {
  const [old, now] = [members.get(before), members.get(after)];
  if (old === undefined || now === undefined) return;
  if (old.some(({ fromMs, ours }) => fromMs >= atMs && ours !== 'absent')) return;
  members.set(after, [
    ...old.filter(({ fromMs }) => fromMs < atMs),
    ...now.filter(({ fromMs }) => fromMs >= atMs),
  ]);
  members.delete(before);
}
