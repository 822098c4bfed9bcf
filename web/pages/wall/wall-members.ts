/** Members as a wall shows them, in few words. Pure. */
import { formatDuration } from '~wire/duration.ts';
import { isLeader } from '~wire/roles.ts';
import { isReadingFresh } from '~wire/freshness.ts';
import type { ClusterSnapshot, Member, RingState, Rings } from '~wire/snapshot.ts';
import { type Vitals, memoryShare, share } from '~wire/vitals.ts';
import { type OurWord, type Shape, formatLatency, lxdWord, ourWord, trouble } from '~wire/witness.ts';
import { formatCount, formatLoad, formatShare } from '../../lib/units.ts';

export type WallMember = {
  name: string;
  shape: Shape;
  /** LXD's word now; for how long, where it is not Online. Of old data: what it was. */
  status: string;
  /** What our own probe sees. */
  seen: string;
  seenState: OurWord['state'];
  leader: boolean;
  /** What its machine has to do and to give, as far as it is known and not old. */
  numbers: string[];
  /** Higher is worse; 0: nothing is wrong. */
  trouble: number;
};

const OURS: Readonly<Record<Exclude<OurWord['state'], 'answering'>, string>> = {
  silent: 'no answer',
  wrong: 'wrong answer',
  pending: 'not probed yet',
  unknown: 'not seen',
};

export function toWallMember(member: Member, snapshot: ClusterSnapshot, nowMs: number): WallMember {
  const lxd = lxdWord(member, snapshot, nowMs);
  const { state } = ourWord(member.probe, snapshot, nowMs);
  const lasting = formatDuration(nowMs - member.statusSince.atMs);
  const plain = lxd.shape === 'online' ? lxd.word : `${lxd.word} ${lasting}`;
  return {
    name: member.server_name,
    shape: lxd.shape,
    status: lxd.stale ? `was ${member.status}` : plain,
    seen: state === 'answering' ? formatLatency(member.probe.latencyMs) : OURS[state],
    seenState: state,
    leader: isLeader(member.roles),
    numbers: numbersOf(member.vitals, snapshot.rings, nowMs),
    trouble: trouble(member, snapshot, nowMs),
  };
}

function numbersOf(vitals: Vitals, { state, resources, pools, instances }: Rings, nowMs: number): string[] {
  const { load, fullestPool } = vitals;
  const memory = memoryShare(vitals);
  const numbers: string[] = [];
  const fresh = (atMs: number | null, ring: RingState): boolean =>
    atMs !== null && isReadingFresh(atMs, ring, nowMs);
  if (load !== null && fresh(vitals.stateAtMs, state)) numbers.push(`load ${formatLoad(load[0])}`);
  if (memory !== null && fresh(vitals.resourcesAtMs, resources))
    numbers.push(`memory ${formatShare(memory)}`);
  if (fullestPool !== null && fresh(vitals.poolsAtMs, pools)) {
    numbers.push(`storage ${formatShare(share(fullestPool.usedBytes, fullestPool.totalBytes))}`);
  }
  if (vitals.instances !== null && fresh(instances.observedAtMs, instances)) {
    numbers.push(`${formatCount(vitals.instances.running)} running`);
  }
  return numbers;
}

/** How a cell is drawn that has room for one form only: the worse of the two witnesses. */
export function worseShape({ shape, seenState }: WallMember): Shape {
  if (shape !== 'online') return shape;
  if (seenState === 'silent') return 'offline';
  return seenState === 'wrong' ? 'attention' : shape;
}

/** Those who need eyes, the worst first. */
export const troubled = (members: readonly WallMember[]): WallMember[] =>
  members
    .filter((member) => member.trouble > 0 && member.shape !== 'unknown')
    .toSorted((a, b) => b.trouble - a.trouble);
