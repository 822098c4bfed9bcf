/** Members as a wall shows them, in few words. Pure. */
import { formatDuration } from '~wire/duration.ts';
import { flapCount } from '~wire/flapping.ts';
import { isLeader } from '~wire/roles.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import {
  type OurWord,
  type Shape,
  formatLatency,
  lxdWord,
  ourWord,
  shapeOf,
  trouble,
  troubleOf,
} from '~wire/witness.ts';
import { type Unrest, lastUnrest, unrestOf } from './last-known.ts';
import type { Mark } from './marks.ts';
import { type WallNumber, numbersOf } from './wall-numbers.ts';

/** How something is drawn. `past`: as what was, without a colour of its own; who was online is not known to be anything now. */
export type Drawn = { shape: Shape; past: boolean };

export type WallMember = {
  name: string;
  /** LXD's word. */
  lxd: Drawn;
  /** The worse of the two witnesses, for what has room for one form only. */
  worse: Drawn;
  /** LXD's word now; for how long, where it is not Online. Of old data: what it was. */
  status: string;
  /** The same without how long. */
  word: string;
  /** What our own probe sees, or saw last, in few words; and in more. */
  seen: string;
  answer: string;
  seenState: OurWord['state'];
  /** What our probe finds wrong, or found last. */
  unrest: Unrest;
  leader: boolean;
  /** What its machine has to do and to give, as far as it is known and not old. */
  numbers: WallNumber[];
  /** What has changed about it of late; null: it has been steady. */
  mark: Mark | null;
  /** Higher is worse; 0: nothing is wrong, or was when it was seen last. */
  trouble: number;
};

const OURS: Readonly<Record<Exclude<OurWord['state'], 'answering'>, string>> = {
  silent: 'no answer',
  wrong: 'wrong answer',
  pending: 'not probed yet',
  unknown: 'not seen',
};

/** Of a probe that is old. */
const SAW: Readonly<Record<NonNullable<Unrest>, string>> = {
  silent: 'gave no answer',
  wrong: 'answered wrongly',
};

/** What flaps needs eyes, however it stands in this second. */
const FLAPPING_TROUBLE = 35;

/** `stale`: the verdict is that nothing is known, so that nothing on the board may look like the present. */
type Sight = { snapshot: ClusterSnapshot; nowMs: number; stale: boolean; marks: ReadonlyMap<string, Mark> };

/** These members of a snapshot, in the same order. */
export function toWallMembers(members: readonly Member[], sight: Sight): WallMember[] {
  const saw = lastUnrest(sight.snapshot);
  return members.map((member) => toWallMember(member, sight, saw));
}

function toWallMember(
  member: Member,
  { snapshot, nowMs, stale, marks }: Sight,
  saw: ReturnType<typeof lastUnrest>,
): WallMember {
  const { probe } = member;
  const lxd = lxdWord(member, snapshot, nowMs);
  const { state } = ourWord(probe, snapshot, nowMs);
  const mark = marks.get(member.server_name) ?? null;
  const flaps = (mark?.flapping ?? null) !== null;
  const unrest = lxd.stale ? saw(probe) : unrestOf(state);
  const shape = lxd.stale ? shapeOf(member.status) : lxd.shape;
  // That somebody does not answer us can be known while the list is old.
  const past = lxd.stale && (stale || unrestOf(state) === null);
  const seen = seenWord(member, state, unrest);
  return {
    name: member.server_name,
    lxd: drawn(shape, lxd.stale),
    worse: drawn(worseOf(shape, unrest, flaps), past),
    status: lxd.stale ? `was ${member.status}` : statusWords(member, lxd.word, mark, nowMs),
    word: lxd.stale ? `was ${member.status}` : lxd.word,
    seen,
    answer: state === 'answering' && probe.latencyMs !== null ? `answers in ${seen}` : seen,
    seenState: state,
    unrest,
    leader: isLeader(member.roles),
    numbers: numbersOf(member.vitals, snapshot.rings, nowMs),
    mark,
    trouble: Math.max(
      lxd.stale ? troubleOf(shape, unrest ?? 'answering') : trouble(member, snapshot, nowMs),
      flaps ? FLAPPING_TROUBLE : 0,
    ),
  };
}

const drawn = (shape: Shape, past: boolean): Drawn => ({
  shape: past && shape === 'online' ? 'unknown' : shape,
  past,
});

function worseOf(shape: Shape, unrest: Unrest, flaps: boolean): Shape {
  if (unrest === 'silent') return 'offline';
  if (unrest === 'wrong' && shape !== 'offline') return 'attention';
  return shape === 'online' && flaps ? 'attention' : shape;
}

function statusWords(
  { status, statusSince }: Member,
  word: string,
  mark: Mark | null,
  nowMs: number,
): string {
  const flapping = mark?.flapping ?? null;
  if (flapping !== null) return `${word}, flapped ${flapping.times}x`;
  return shapeOf(status) === 'online' ? word : `${word} ${formatDuration(nowMs - statusSince.atMs)}`;
}

function seenWord({ probe }: Member, state: OurWord['state'], unrest: Unrest): string {
  if (state === 'answering') return formatLatency(probe.latencyMs);
  return state === 'unknown' && unrest !== null ? SAW[unrest] : OURS[state];
}

/** What is wrong with a member, or was, in words that are shorter each time. */
export function troubleWords({
  lxd,
  worse,
  status,
  word,
  seen,
  seenState,
  unrest,
  mark,
}: WallMember): string[] {
  const flapping = mark?.flapping ?? null;
  if (flapping !== null) return [`flapped ${flapCount(flapping)}`, `flapped ${flapping.times}x`];
  if (lxd.shape === 'online' || lxd.shape === 'unknown') {
    const before = lxd.past ? [`${status}, ${seen}`] : [];
    return unrest === null ? [seen] : [...before, seen, worse.past ? `was ${unrest}` : unrest];
  }
  const besides = unexpected(lxd.shape, seenState, unrest, seen);
  return besides === null ? [status, word] : [`${status}, ${besides}`, `${word}, ${besides}`, word];
}

/** What our probe sees that LXD's word alone would hide; null: nothing. */
function unexpected(shape: Shape, seenState: OurWord['state'], unrest: Unrest, seen: string): string | null {
  if (unrest === 'wrong') return seen;
  if (shape === 'offline') return seenState === 'answering' ? 'answers us' : null;
  return unrest === 'silent' ? seen : null;
}

/** Those who need eyes, the worst first. */
export const troubled = (members: readonly WallMember[]): WallMember[] =>
  members.filter((member) => member.trouble > 0).toSorted((a, b) => b.trouble - a.trouble);
