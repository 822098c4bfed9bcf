/** What the lanes of the timeline show: stretches of time by both witnesses, each no longer than somebody saw it. Pure. */
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import type { Span, Trails } from '~wire/series.ts';
import type { Level, Verdict } from '~wire/verdict.ts';
import { type Shape, lxdWord, ourWord, shapeOf } from '~wire/witness.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { type Bounds, type Closed, type Stretch, closed, indexAt, stretchesOf } from '../../lib/stretches.ts';

/** What our own probe saw; `unknown`: we were not looking. */
export type Ours = Span['ours'];

/** A member's past. `status`: LXD's word; null: not known. */
export type Lane = { name: string; status: Stretch<string | null>[]; ours: Stretch<Ours>[] };

/** A lane as it stands in this second: all of it has an end. */
export type ClosedLane = { name: string; status: Closed<string | null>[]; ours: Closed<Ours>[] };

/** The lanes of trails, each put together when it is first asked for. */
export function lanesOf(trails: Trails): (name: string) => Lane {
  const spans = new Map(Object.entries(trails.members));
  const made = new Map<string, Lane>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const own = spans.get(name) ?? [];
    const lane: Lane = {
      name,
      status: stretchesOf(own, ({ status }) => status),
      ours: stretchesOf(own, ({ ours }) => ours),
    };
    made.set(name, lane);
    return lane;
  };
}

/** Until when each of the two witnesses of a member was heard, ms. */
export type Heard = { lxdMs: number; oursMs: number };

/** Now, or the last time where a witness is too old to stand. */
export function heardUntil(member: Member, snapshot: ClusterSnapshot, nowMs: number): Heard {
  const { stale } = lxdWord(member, snapshot, nowMs);
  const blind = ourWord(member.probe, snapshot, nowMs).state === 'unknown';
  return {
    lxdMs: stale ? (snapshot.parts.members.observedAtMs ?? 0) : nowMs,
    oursMs: blind ? (member.probe.observedAtMs ?? 0) : nowMs,
  };
}

/** Ends a lane at `endMs`, and each of its witnesses where it was last heard. */
export const closeLane = (
  { name, status, ours }: Lane,
  { lxdMs, oursMs }: Heard,
  endMs: number,
): ClosedLane => ({
  name,
  status: closed(status, null, lxdMs, endMs),
  ours: closed(ours, 'unknown', oursMs, endMs),
});

/** The verdict over time. The page's own verdict knows first that data stopped coming. */
export function levelsOf(
  trails: Trails,
  snapshot: ClusterSnapshot,
  verdict: Verdict,
  nowMs: number,
): Closed<Level>[] {
  const untilMs =
    verdict.level === 'unknown' ? (snapshot.parts.members.observedAtMs ?? snapshot.observedAtMs) : nowMs;
  return closed(
    stretchesOf(trails.levels, ({ level }) => level),
    'unknown',
    untilMs,
    nowMs,
  );
}

/** Who led over time. */
export function leadersOf(trails: Trails, snapshot: ClusterSnapshot, nowMs: number): Closed<string | null>[] {
  const { observedAtMs } = snapshot.parts.members;
  const untilMs = snapshot.members.some((member) => lxdWord(member, snapshot, nowMs).stale)
    ? (observedAtMs ?? 0)
    : nowMs;
  return closed(
    stretchesOf(trails.leaders, ({ member }) => member),
    null,
    untilMs,
    nowMs,
  );
}

export const statusShape = (status: string | null): Shape => (status === null ? 'unknown' : shapeOf(status));
export const levelShape = (level: Level): Shape => LEVEL_LOOKS[level].shape;

const OURS_SHAPES: Readonly<Record<Ours, Shape>> = {
  answering: 'online',
  silent: 'offline',
  wrong: 'attention',
  pending: 'unknown',
  unknown: 'unknown',
  absent: 'unknown',
};
export const oursShape = (ours: Ours): Shape => OURS_SHAPES[ours];

const OURS_WORDS: Readonly<Record<Ours, string>> = {
  answering: 'answers us',
  silent: 'no answer to us',
  wrong: 'does not answer us as it should',
  pending: 'not probed yet',
  unknown: 'not probed',
  absent: 'not a member',
};
export const oursWord = (ours: Ours): string => OURS_WORDS[ours];

/** The stretch that holds at a moment. */
export const at = <T>(stretches: readonly Closed<T>[], atMs: number): Closed<T> | null =>
  stretches[indexAt(stretches, atMs)] ?? null;

const TROUBLE: ReadonlySet<Shape> = new Set(['offline', 'evacuated', 'attention']);

/** Whether a member had no trouble within `bounds`, by either witness. What nobody saw is no trouble of its own. */
export function isQuiet({ status, ours }: Lane, { fromMs, toMs }: Bounds): boolean {
  const troubled = <T>(stretches: readonly Stretch<T>[], shape: (value: T) => Shape): boolean =>
    stretches.some(
      (stretch) =>
        stretch.fromMs < toMs &&
        (stretch.toMs === null || stretch.toMs > fromMs) &&
        TROUBLE.has(shape(stretch.value)),
    );
  return !troubled(status, statusShape) && !troubled(ours, oursShape);
}
