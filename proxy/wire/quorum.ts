/** How many voters are up, and what that means. dqlite (LXD) and cowsql (Incus) follow the same rule. */
import { isProbeFresh } from './freshness.ts';
import { isVoter, quorumOf } from './roles.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import { databaseFails, listStands } from './standing.ts';
import type { Quorum } from './verdict.ts';

/** An election takes seconds; from here on (ms) something else keeps the database from answering. */
export const ELECTION_LIMIT_MS = 60_000;

/** How long (ms) reading the member list has failed; zero while it does not. */
export function listFailingMs(snapshot: ClusterSnapshot, nowMs: number): number {
  const { failingSinceMs } = snapshot.parts.members;
  return failingSinceMs === null ? 0 : nowMs - failingSinceMs;
}

/** What one witness or both say of one voter. */
type Presence = 'present' | 'doubtful' | 'gone';

/**
 * While LXD's word counts: a voter that it calls Offline is gone; one that does not answer us is only doubtful,
 * since the path to us may be what is broken; any other is present. An evacuated voter still votes.
 * While it does not count, our own probe alone decides.
 */
function presenceOf(member: Member, snapshot: ClusterSnapshot, nowMs: number, lxdCounts: boolean): Presence {
  const probeFresh = isProbeFresh(member.probe, snapshot, nowMs);
  const missing = probeFresh && (member.probe.state === 'silent' || member.probe.state === 'wrong');
  if (lxdCounts) {
    if (member.status === 'Offline') return 'gone';
    return missing ? 'doubtful' : 'present';
  }
  if (missing) return 'gone';
  return probeFresh && member.probe.state === 'answering' ? 'present' : 'doubtful';
}

/**
 * Every member Offline, the one that answers included: a view without heartbeats. It comes for seconds after an
 * election, and lasts where the leader sends none; either way it says nothing of who is up.
 */
export const everyoneOffline = (members: readonly Pick<Member, 'status'>[]): boolean =>
  members.length > 0 && members.every((member) => member.status === 'Offline');

/** The voters of the last list, each with what is known of it. */
function presencesOf(snapshot: ClusterSnapshot, nowMs: number): { member: Member; presence: Presence }[] {
  const lxdCounts =
    listStands(snapshot, nowMs) && !databaseFails(snapshot, nowMs) && !everyoneOffline(snapshot.members);
  return snapshot.members
    .filter((member) => isVoter(member.roles))
    .map((member) => ({ member, presence: presenceOf(member, snapshot, nowMs, lxdCounts) }));
}

/** The voters that nobody doubts. */
export const presentVoters = (snapshot: ClusterSnapshot, nowMs: number): Member[] =>
  presencesOf(snapshot, nowMs).flatMap(({ member, presence }) => (presence === 'present' ? [member] : []));

/** The state of the cluster database, by the voters of the last list. */
export function assessQuorum(snapshot: ClusterSnapshot, nowMs: number): Quorum {
  const presences = presencesOf(snapshot, nowMs).map(({ presence }) => presence);
  const voters = presences.length;
  const present = presences.filter((presence) => presence === 'present').length;
  const possible = presences.filter((presence) => presence !== 'gone').length;
  const needed = quorumOf(voters);
  const counts = { voters, present, needed, headroom: Math.max(0, present - needed) };
  const state = stateOf(snapshot, nowMs, voters, possible < needed);
  return { state, ...counts, sentence: quorumSentence(state, counts) };
}

/**
 * An answered list proves that quorum holds, whatever we see ourselves; so does an outdated one, which never means a
 * loss. A list that fails while `/1.0` answers means an election as long as enough voters may be up, and a lost quorum
 * otherwise: LXD itself takes 10 s and more to say so.
 */
function stateOf(snapshot: ClusterSnapshot, nowMs: number, voters: number, tooFew: boolean): Quorum['state'] {
  if (voters === 0) return 'unknown';
  if (databaseFails(snapshot, nowMs)) {
    if (tooFew && snapshot.parts.members.failure?.kind !== 'stale-view') return 'lost';
    return listFailingMs(snapshot, nowMs) > ELECTION_LIMIT_MS ? 'unknown' : 'electing';
  }
  return listStands(snapshot, nowMs) ? 'holds' : 'unknown';
}

type Counts = Pick<Quorum, 'voters' | 'present' | 'needed' | 'headroom'>;

function quorumSentence(state: Quorum['state'], counts: Counts): string {
  const { voters, needed } = counts;
  switch (state) {
    case 'lost':
      return `Quorum is lost: ${votersAnswering(counts)}, ${needed} needed. The cluster database has stopped.`;
    case 'electing':
      return `The cluster database is electing a leader: ${votersAnswering(counts)}, ${needed} needed.`;
    case 'unknown':
      return voters === 0
        ? 'Whether quorum holds is unknown: no voter is known.'
        : `Whether quorum holds is unknown: it takes ${needed} of ${votersInWords(voters)}.`;
    case 'holds':
      return holdsSentence(counts);
  }
}

/** "2 of 3 voters answer us", "none of 3 voters answers us": while our own probes are all there is to go by. */
export function votersAnswering({ voters, present }: Pick<Quorum, 'voters' | 'present'>): string {
  if (voters === 1) return present === 1 ? 'the only voter answers us' : 'the only voter does not answer us';
  return `${present === 0 ? 'none' : present} of ${voters} voters ${present > 1 ? 'answer' : 'answers'} us`;
}

const votersInWords = (voters: number): string => `${voters} ${voters === 1 ? 'voter' : 'voters'}`;

function holdsSentence({ voters, present, needed, headroom }: Counts): string {
  const ofVoters = `${present} of ${votersInWords(voters)}`;
  if (present < needed) {
    return `Quorum holds, for the member list is answered, but only ${ofVoters} ${present === 1 ? 'is' : 'are'} certain to be up.`;
  }
  const more = present < voters ? ' more' : '';
  const outcome =
    headroom === 0
      ? `losing ${voters === 1 ? 'it' : `one${more}`} stops the cluster database`
      : `the cluster database survives losing ${headroom === 1 ? 'one' : headroom}${more}`;
  return `Quorum holds, ${ofVoters}: ${outcome}.`;
}
