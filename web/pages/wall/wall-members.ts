/** Members as a wall shows them, in few words. Pure. */
import { formatDuration } from '~wire/duration.ts';
import { flapCount } from '~wire/flapping.ts';
import { isLeader } from '~wire/roles.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import { type OurWord, type Shape, formatLatency, lxdWord, ourWord, trouble } from '~wire/witness.ts';
import type { Mark } from './marks.ts';
import { type WallNumber, numbersOf } from './wall-numbers.ts';

export type WallMember = {
  name: string;
  shape: Shape;
  /** LXD's word now; for how long, where it is not Online. Of old data: what it was. */
  status: string;
  /** The same without how long. */
  word: string;
  /** What our own probe sees, in few words; and in more. */
  seen: string;
  answer: string;
  seenState: OurWord['state'];
  leader: boolean;
  /** What its machine has to do and to give, as far as it is known and not old. */
  numbers: WallNumber[];
  /** What has changed about it of late; null: it has been steady. */
  mark: Mark | null;
  /** Higher is worse; 0: nothing is wrong. */
  trouble: number;
};

const OURS: Readonly<Record<Exclude<OurWord['state'], 'answering'>, string>> = {
  silent: 'no answer',
  wrong: 'wrong answer',
  pending: 'not probed yet',
  unknown: 'not seen',
};

/** What flaps needs eyes, however it stands in this second. */
const FLAPPING_TROUBLE = 35;

export function toWallMember(
  member: Member,
  snapshot: ClusterSnapshot,
  nowMs: number,
  mark: Mark | null = null,
): WallMember {
  const lxd = lxdWord(member, snapshot, nowMs);
  const { state } = ourWord(member.probe, snapshot, nowMs);
  const lasting = formatDuration(nowMs - member.statusSince.atMs);
  const flapping = mark?.flapping ?? null;
  const now = lxd.shape === 'online' ? lxd.word : `${lxd.word} ${lasting}`;
  const plain = flapping === null ? now : `${lxd.word}, flapped ${flapping.times}x`;
  const seen = state === 'answering' ? formatLatency(member.probe.latencyMs) : OURS[state];
  return {
    name: member.server_name,
    shape: lxd.shape,
    status: lxd.stale ? `was ${member.status}` : plain,
    word: lxd.stale ? `was ${member.status}` : lxd.word,
    seen,
    answer: state === 'answering' && member.probe.latencyMs !== null ? `answers in ${seen}` : seen,
    seenState: state,
    leader: isLeader(member.roles),
    numbers: numbersOf(member.vitals, snapshot.rings, nowMs),
    mark,
    trouble: Math.max(trouble(member, snapshot, nowMs), flapping === null ? 0 : FLAPPING_TROUBLE),
  };
}

/** What is wrong with a member, in words that are shorter each time. */
export function troubleWords({ shape, status, word, seen, seenState, mark }: WallMember): string[] {
  const flapping = mark?.flapping ?? null;
  if (flapping !== null) return [`flapped ${flapCount(flapping)}`, `flapped ${flapping.times}x`];
  if (shape === 'online') return seenState === 'silent' || seenState === 'wrong' ? [seen, seenState] : [seen];
  const besides = unexpected(shape, seenState, seen);
  return besides === null ? [status, word] : [`${status}, ${besides}`, `${word}, ${besides}`, word];
}

/** What our probe sees that LXD's word alone would hide; null: nothing. */
function unexpected(shape: Shape, seenState: OurWord['state'], seen: string): string | null {
  if (seenState === 'wrong') return seen;
  if (shape === 'offline') return seenState === 'answering' ? 'answers us' : null;
  return seenState === 'silent' ? seen : null;
}

/** How a cell is drawn that has room for one form only: the worse of the two witnesses. */
export function worseShape({ shape, seenState, mark }: WallMember): Shape {
  if (shape === 'unknown' || shape === 'offline') return shape;
  if (seenState === 'silent') return 'offline';
  if (seenState === 'wrong') return 'attention';
  return shape === 'online' && (mark?.flapping ?? null) !== null ? 'attention' : shape;
}

/** Those who need eyes, the worst first. */
export const troubled = (members: readonly WallMember[]): WallMember[] =>
  members
    .filter((member) => member.trouble > 0 && member.shape !== 'unknown')
    .toSorted((a, b) => b.trouble - a.trouble);
