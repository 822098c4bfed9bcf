/**
 * For how long each member was there for us and by LXD's word, and the cluster well, over a range. What is not known is a
 * class of its own and never counts as up. Pure.
 */
import type { Trails } from './series.ts';
import { type Stretch, stretchesOf } from './stretches.ts';
import type { Level } from './verdict.ts';
import { shapeOf } from './witness.ts';

/** `unknown`: nobody looked, or the first probe was awaited. `absent`: it was no member of the cluster. */
export type OurClass = 'answering' | 'silent' | 'wrong' | 'unknown' | 'absent';
/** `evacuated`: on the way there and back, too. `other`: any other word of LXD's, such as Blocked. */
export type LxdClass = 'online' | 'offline' | 'evacuated' | 'other' | 'unknown' | 'absent';

/** Times in ms. Shares are of `presentMs`, 0 to 1; null: it was no member at any time of the range. */
export type MemberAvailability = {
  member: string;
  /** For how long it was a member, so far as that is known: all of the range but when it was absent. */
  presentMs: number;
  /** By our own probe. */
  ours: Record<OurClass, number>;
  /** By the cluster's own list. */
  lxd: Record<LxdClass, number>;
  /** Answering us. */
  upShare: number | null;
  /** In which our probe had a result: what is left is unknown. */
  knownShare: number | null;
  /** Online by LXD's word. */
  onlineShare: number | null;
};

/** The cluster by its verdict. Shares are of `allMs`; null: nothing of the range has passed. */
export type ClusterAvailability = {
  levels: Record<Level, number>;
  okShare: number | null;
  knownShare: number | null;
};

export type Availability = {
  fromMs: number;
  toMs: number;
  /** What of the range has passed, ms. */
  allMs: number;
  /** In the order of the trails. */
  members: MemberAvailability[];
  cluster: ClusterAvailability;
};

export const availability = (trails: Trails, fromMs: number, toMs: number): Availability =>
  measure(lanesOf(trails, fromMs, toMs), fromMs, toMs);

/** The same for each day of a calendar. `boundaries`: the midnights, ms, rising; days need not be equally long. */
export function byDay(trails: Trails, boundaries: readonly number[]): Availability[] {
  const [firstMs, lastMs] = [boundaries[0], boundaries.at(-1)];
  if (firstMs === undefined || lastMs === undefined) return [];
  const lanes = lanesOf(trails, firstMs, lastMs);
  return boundaries.slice(1).map((toMs, index) => measure(lanes, boundaries[index] ?? toMs, toMs));
}

type Lane<Class extends string> = readonly Stretch<Class>[];
type Lanes = {
  nowMs: number;
  members: { member: string; ours: Lane<OurClass>; lxd: Lane<LxdClass> }[];
  levels: Lane<Level>;
};

function lanesOf(trails: Trails, fromMs: number, toMs: number): Lanes {
  return {
    nowMs: trails.nowMs,
    members: Object.entries(trails.members).map(([member, spans]) => {
      const stretches = stretchesOf(spans, trails, fromMs, toMs);
      return {
        member,
        ours: classed(stretches, ({ ours }) => (ours === 'pending' ? 'unknown' : ours)),
        lxd: classed(stretches, ({ ours, status }) => (ours === 'absent' ? 'absent' : lxdClass(status))),
      };
    }),
    levels: classed(stretchesOf(trails.levels, trails, fromMs, toMs), ({ level }) => level),
  };
}

const classed = <T, Class extends string>(
  stretches: readonly Stretch<T>[],
  classOf: (value: T) => Class,
): Lane<Class> =>
  stretches.map(({ fromMs, toMs, value }) => ({
    fromMs,
    toMs,
    value: value === null ? null : classOf(value),
  }));

function lxdClass(status: string | null): LxdClass {
  if (status === null) return 'unknown';
  const shape = shapeOf(status);
  return shape === 'attention' ? 'other' : shape;
}

function measure({ nowMs, members, levels }: Lanes, fromMs: number, toMs: number): Availability {
  const allMs = Math.max(0, Math.min(toMs, nowMs) - fromMs);
  const level = tally(levels, { ok: 0, degraded: 0, critical: 0, unknown: 0 }, fromMs, toMs);
  return {
    fromMs,
    toMs,
    allMs,
    members: members.map(({ member, ours, lxd }) => {
      const seen = tally(ours, { answering: 0, silent: 0, wrong: 0, unknown: 0, absent: 0 }, fromMs, toMs);
      const told = tally(
        lxd,
        { online: 0, offline: 0, evacuated: 0, other: 0, unknown: 0, absent: 0 },
        fromMs,
        toMs,
      );
      const presentMs = allMs - seen.absent;
      return {
        member,
        presentMs,
        ours: seen,
        lxd: told,
        upShare: shareOf(seen.answering, presentMs),
        knownShare: shareOf(presentMs - seen.unknown, presentMs),
        onlineShare: shareOf(told.online, presentMs),
      };
    }),
    cluster: {
      levels: level,
      okShare: shareOf(level.ok, allMs),
      knownShare: shareOf(allMs - level.unknown, allMs),
    },
  };
}

const shareOf = (ms: number, ofMs: number): number | null => (ofMs > 0 ? ms / ofMs : null);

/** How long each class holds within a range, added to `times`. */
function tally<Times extends Record<string, number> & { unknown: number }>(
  lane: Lane<Extract<keyof Times, string>>,
  times: Times,
  fromMs: number,
  toMs: number,
): Times {
  const sums = new Map<string, number>();
  for (let index = firstEndingAfter(lane, fromMs); index < lane.length; index += 1) {
    const stretch = lane[index];
    if (stretch === undefined || stretch.fromMs >= toMs) break;
    const word = stretch.value ?? 'unknown';
    const ms = Math.min(toMs, stretch.toMs) - Math.max(fromMs, stretch.fromMs);
    sums.set(word, (sums.get(word) ?? 0) + ms);
  }
  return { ...times, ...Object.fromEntries(sums) };
}

/** The index of the first stretch that ends after a moment. A calendar of many days looks into long lanes again and again. */
function firstEndingAfter(lane: readonly { toMs: number }[], atMs: number): number {
  let low = 0;
  let high = lane.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((lane[middle]?.toMs ?? Infinity) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** A share (0 to 1) in words, never rounded up to what it is not: `99.95 %`, `100 %` only of all. Null: `–`. */
export function formatShare(part: number | null): string {
  if (part === null) return '–';
  if (part === 0 || part === 1) return `${part * 100} %`;
  const hundredths = Math.floor(part * 10_000 + 1e-6);
  return hundredths === 0 ? 'under 0.01 %' : `${Math.min(99.99, hundredths / 100).toFixed(2)} %`;
}
