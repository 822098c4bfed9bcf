/** Folds what a roll call heard into the snapshot of a cluster. Pure: each function returns a new snapshot. */
import type { ServerInfo } from '../lxd/read/roll-call.ts';
import { isFresh, isProbeFresh } from '../wire/freshness.ts';
import { isLeader } from '../wire/roles.ts';
import { NO_TRUST } from '../wire/trust.ts';
import { NO_VITALS } from '../wire/vitals.ts';
import type {
  ClusterGroup,
  ClusterSnapshot,
  Failure,
  Leadership,
  LxdMember,
  Member,
  PartState,
  Probe,
  RingState,
  Rings,
  Since,
  SnapshotFrame,
} from '../wire/snapshot.ts';
import { PENDING, failedAt, heardAt } from './part.ts';

export type PartName = keyof ClusterSnapshot['parts'];

export type Watched = {
  key: string;
  name: string;
  demo: boolean;
  rollCallIntervalMs: number;
  probeIntervalMs: number;
};

/** The snapshot of a cluster of which nothing has been heard yet. */
export function firstSnapshot(cluster: Watched, nowMs: number): ClusterSnapshot {
  const { key, name, demo, rollCallIntervalMs, probeIntervalMs } = cluster;
  return {
    cluster: { key, name, demo, product: null, serverVersion: null, answeringMember: null, clustered: null },
    observedAtMs: nowMs,
    watchedSinceMs: nowMs,
    rollCallIntervalMs,
    probeIntervalMs,
    parts: { server: PENDING, cluster: PENDING, members: PENDING, groups: PENDING },
    rings: {
      state: NOT_ASKED,
      resources: NOT_ASKED,
      pools: NOT_ASKED,
      instances: NOT_ASKED,
      operations: NOT_ASKED,
      warnings: NOT_ASKED,
      events: NOT_ASKED,
    },
    groups: [],
    pools: [],
    leadership: null,
    certificates: { clientNotAfterMs: null, serverNotAfterMs: null },
    trust: NO_TRUST,
    recording: { state: 'recording', sinceMs: null, reason: null, firstMs: null },
    members: [],
    operations: [],
    warnings: [],
  };
}

const NOT_ASKED: RingState = { ...PENDING, everyMs: 0 };

const withPart = (snapshot: ClusterSnapshot, part: PartName, state: PartState): ClusterSnapshot => ({
  ...snapshot,
  parts: { ...snapshot.parts, [part]: state },
});

/** A part that was heard well, and nothing of it is kept besides that. */
export const withHeard = (snapshot: ClusterSnapshot, part: PartName, nowMs: number): ClusterSnapshot =>
  withPart(snapshot, part, heardAt(nowMs));

/** A part that failed: its value and that value's time stay. */
export function withFailure(
  snapshot: ClusterSnapshot,
  part: PartName,
  failure: Failure,
  nowMs: number,
): ClusterSnapshot {
  return withPart(snapshot, part, failedAt(snapshot.parts[part], failure, nowMs));
}

/** How a ring stands. */
export const withRing = (
  snapshot: ClusterSnapshot,
  ring: keyof Rings,
  state: RingState,
): ClusterSnapshot => ({ ...snapshot, rings: { ...snapshot.rings, [ring]: state } });

export function withServer(snapshot: ClusterSnapshot, server: ServerInfo, nowMs: number): ClusterSnapshot {
  const { product, version, clustered } = server;
  const heard = withHeard(snapshot, 'server', nowMs);
  return { ...heard, cluster: { ...heard.cluster, product, serverVersion: version, clustered } };
}

/** The list as `answeringMember` gave it (null: who that was is not known). */
export function withMembers(
  snapshot: ClusterSnapshot,
  listed: readonly LxdMember[],
  answeringMember: string | null,
  nowMs: number,
): ClusterSnapshot {
  // What is found after a while in which there was no list began at some time in between.
  const list = snapshot.parts.members;
  const witnessed = list.status !== 'pending' && isFresh(list, snapshot, nowMs);
  const byName = new Map(snapshot.members.map((member) => [member.server_name, member]));
  const byUrl = new Map(snapshot.members.map((member) => [member.url, member]));
  /** The same daemon in the list before, maybe under another name. */
  const predecessor = (member: LxdMember): Member | undefined =>
    byName.get(member.server_name) ?? byUrl.get(member.url);
  const members = listed.map((member): Member => {
    const known = predecessor(member);
    const since = { atMs: nowMs, witnessed };
    return {
      ...member,
      statusSince: known !== undefined && known.status === member.status ? known.statusSince : since,
      probe: known?.url === member.url ? known.probe : unprobed(nowMs),
      vitals: known?.vitals ?? NO_VITALS,
    };
  });
  const heard = withHeard(snapshot, 'members', nowMs);
  return {
    ...heard,
    cluster: { ...heard.cluster, answeringMember },
    members,
    leadership: leadershipOf(members, snapshot.leadership, predecessor, {
      atMs: nowMs,
      witnessed: sawElection(snapshot.parts.members, nowMs),
    }),
  };
}

/** An election keeps the list waiting, so that there is none before the new leader: to have seen that is to have seen it. */
const LONGEST_ELECTION_MS = 60_000;
const sawElection = ({ status, observedAtMs }: PartState, nowMs: number): boolean =>
  status !== 'pending' && observedAtMs !== null && nowMs - observedAtMs <= LONGEST_ELECTION_MS;

/** During an election nobody is named; the last leader then stays, until another one is. One that is renamed still leads. */
function leadershipOf(
  members: readonly Member[],
  was: Leadership | null,
  predecessor: (member: LxdMember) => Member | undefined,
  since: Since,
): Leadership | null {
  const leader = members.find((member) => isLeader(member.roles));
  if (leader === undefined) return was;
  const { server_name: member } = leader;
  if (member === was?.member) return was;
  if (was !== null && predecessor(leader)?.server_name === was.member) return { ...was, member };
  return { member, since, previous: was?.member ?? null };
}

export const withGroups = (
  snapshot: ClusterSnapshot,
  groups: ClusterGroup[],
  nowMs: number,
): ClusterSnapshot => ({
  ...withHeard(snapshot, 'groups', nowMs),
  groups,
});

const unprobed = (nowMs: number): Probe => ({
  state: 'pending',
  latencyMs: null,
  version: null,
  failure: null,
  observedAtMs: null,
  since: { atMs: nowMs, witnessed: false },
});

/** What a probe of a member found: how fast and in which version it answered, or what was wrong. */
export type ProbeFinding = { latencyMs: number; version: string } | { failure: Failure };

/** Kinds of failure in which something did answer, though not as this member of this cluster. */
const WRONG: ReadonlySet<Failure['kind']> = new Set([
  'pin-mismatch',
  'untrusted',
  'forbidden',
  'not-found',
  'not-implemented',
  'not-clustered',
  'other-member',
  'lxd-error',
  'garbage',
]);

/** Records a finding about the member at `url`; a member that has left or moved meanwhile is passed over. */
export function withProbe(
  snapshot: ClusterSnapshot,
  url: string,
  finding: ProbeFinding,
  nowMs: number,
): ClusterSnapshot {
  return {
    ...snapshot,
    members: snapshot.members.map((member) =>
      member.url === url ? { ...member, probe: nextProbe(member.probe, finding, snapshot, nowMs) } : member,
    ),
  };
}

function nextProbe(was: Probe, finding: ProbeFinding, frame: SnapshotFrame, nowMs: number): Probe {
  const failure = 'failure' in finding ? finding.failure : null;
  const state = failure === null ? 'answering' : WRONG.has(failure.kind) ? 'wrong' : 'silent';
  const ofThisRun = was.observedAtMs !== null && was.observedAtMs >= frame.watchedSinceMs;
  const witnessed = ofThisRun && isProbeFresh(was, frame, nowMs);
  return {
    state,
    latencyMs: 'latencyMs' in finding ? Math.round(finding.latencyMs * 10) / 10 : null,
    version: 'version' in finding ? finding.version : was.version,
    failure,
    observedAtMs: nowMs,
    since: was.state === state ? was.since : { atMs: nowMs, witnessed },
  };
}
