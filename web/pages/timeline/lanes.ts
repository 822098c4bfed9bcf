/** What the lanes of the timeline show: stretches of time by both witnesses, each no longer than somebody saw it. Pure. */
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import type { Span } from '~wire/series.ts';
import type { Level } from '~wire/verdict.ts';
import { type Shape, lxdWord, ourWord, shapeOf } from '~wire/witness.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { type Bounds, type Closed, type Stretch, closed, indexAt, stretchesOf } from '../../lib/stretches.ts';

/** What our own probe saw; `unknown`: we were not looking; `absent`: there was no such member. */
export type Ours = Span['ours'];

/** LXD's word; null: not known. `ABSENT`: there was no such member, of which LXD has no word. */
export const ABSENT = Symbol('no member');
export type Status = string | null | typeof ABSENT;

/** A member's past. */
export type Lane = { name: string; status: Stretch<Status>[]; ours: Stretch<Ours>[] };

/** A lane as it stands in this second: all of it has an end. */
export type ClosedLane = { name: string; status: Closed<Status>[]; ours: Closed<Ours>[] };

/** The lanes of trails, each put together when it is first asked for. */
export function lanesOf(members: Readonly<Record<string, readonly Span[]>>): (name: string) => Lane {
  const spans = new Map(Object.entries(members));
  const made = new Map<string, Lane>();
  return (name) => {
    const known = made.get(name);
    if (known !== undefined) return known;
    const own = spans.get(name) ?? [];
    const lane: Lane = {
      name,
      status: stretchesOf(own, ({ status, ours }) => (ours === 'absent' ? ABSENT : status)),
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

/** Ends a lane at `endMs`, and each of its witnesses where it was last heard. That somebody left needs no further word. */
export function closeLane({ name, status, ours }: Lane, { lxdMs, oursMs }: Heard, endMs: number): ClosedLane {
  const left = status.at(-1)?.value === ABSENT;
  return {
    name,
    status: closed(status, null, left ? endMs : lxdMs, endMs),
    ours: closed(ours, 'unknown', left ? endMs : oursMs, endMs),
  };
}

/** Null: there is nothing to be drawn. */
export const statusKind = (status: Status): Shape | null => (status === ABSENT ? null : statusShape(status));
export const statusShape = (status: Status): Shape =>
  typeof status === 'string' ? shapeOf(status) : 'unknown';
export function statusWord(status: Status): string {
  if (status === ABSENT) return 'not a member';
  return status ?? 'status not known';
}
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
export const at = <S extends Bounds>(stretches: readonly S[], atMs: number): S | null =>
  stretches[indexAt(stretches, atMs)] ?? null;

const TROUBLE: ReadonlySet<Shape> = new Set(['offline', 'evacuated', 'attention']);

/** Whether any stretch of a line that has a part in `bounds` is such. */
const some = <T>(
  stretches: readonly Stretch<T>[],
  { fromMs, toMs }: Bounds,
  such: (value: T) => boolean,
): boolean =>
  stretches.some(
    (stretch) =>
      stretch.fromMs < toMs && (stretch.toMs === null || stretch.toMs > fromMs) && such(stretch.value),
  );

/** Whether a member had no trouble within `bounds`, by either witness. What nobody saw is no trouble of its own. */
export const isQuiet = ({ status, ours }: Lane, bounds: Bounds): boolean =>
  !some(status, bounds, (value) => TROUBLE.has(statusShape(value))) &&
  !some(ours, bounds, (value) => TROUBLE.has(oursShape(value)));

/** Whether there was such a member at any time within `bounds`. */
export const wasThere = ({ status }: Lane, bounds: Bounds): boolean =>
  some(status, bounds, (value) => value !== ABSENT);
