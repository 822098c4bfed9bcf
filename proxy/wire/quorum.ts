/** How many voters are up, and what that means. dqlite (LXD) and cowsql (Incus) follow the same rule. */
import { isFresh } from './freshness.ts';
import { isVoter, quorumOf } from './roles.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import type { Quorum } from './verdict.ts';

/** What one witness or both say of one voter. */
type Presence = 'present' | 'doubtful' | 'gone';

/**
 * While LXD's word counts: a voter that it calls Offline is gone; one that does not answer us is only doubtful,
 * since the path to us may be what is broken; any other is present. An evacuated voter still votes.
 * While it does not count, our own probe alone decides.
 */
function presenceOf(member: Member, snapshot: ClusterSnapshot, nowMs: number, lxdCounts: boolean): Presence {
  const probeFresh = isFresh(member.probe, snapshot, nowMs);
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

/** What keeps the list from being answered although somebody answers `GET /1.0`. */
const DATABASE_FAILURES: ReadonlySet<string> = new Set(['blocked', 'timeout', 'lxd-error', 'stale-view']);

/** Whether the member list fails in a way that only the cluster database explains: `/1.0`, which needs none, still answers. */
export function databaseFails(snapshot: ClusterSnapshot, nowMs: number): boolean {
  const failure = snapshot.parts.members.failure;
  if (snapshot.parts.members.status !== 'failed' || failure === null) return false;
  if (!DATABASE_FAILURES.has(failure.kind)) return false;
  const somebodyAnswers = snapshot.members.some(
    (member) => member.probe.state === 'answering' && isFresh(member.probe, snapshot, nowMs),
  );
  return somebodyAnswers || isFresh(snapshot.parts.server, snapshot, nowMs);
}

/**
 * The state of the cluster database, by the voters of the last list.
 * An answered list proves that quorum holds, whatever we see ourselves. A list that fails while `/1.0` answers means
 * an election as long as enough voters answer us, and a lost quorum otherwise: LXD itself takes 10 s and more to say so.
 */
export function assessQuorum(snapshot: ClusterSnapshot, nowMs: number): Quorum {
  const voters = snapshot.members.filter((member) => isVoter(member.roles));
  const fails = databaseFails(snapshot, nowMs);
  const lxdCounts =
    !fails && isFresh(snapshot.parts.members, snapshot, nowMs) && !everyoneOffline(snapshot.members);
  const presences = voters.map((member) => presenceOf(member, snapshot, nowMs, lxdCounts));
  const present = presences.filter((presence) => presence === 'present').length;
  const possible = presences.filter((presence) => presence !== 'gone').length;
  const needed = quorumOf(voters.length);
  const counts = { voters: voters.length, present, needed, headroom: Math.max(0, present - needed) };
  const listed = isFresh(snapshot.parts.members, snapshot, nowMs);
  const state = fails ? (possible < needed ? 'lost' : 'electing') : listed && voters.length > 0 ? 'holds' : 'unknown';
  return { state, ...counts, sentence: quorumSentence(state, counts) };
}

type Counts = Pick<Quorum, 'voters' | 'present' | 'needed' | 'headroom'>;

function quorumSentence(state: Quorum['state'], counts: Counts): string {
  const { voters, present, needed } = counts;
  const ofVoters = `${present} of ${voters} ${voters === 1 ? 'voter' : 'voters'}`;
  const answers = present === 1 ? 'answers' : 'answer';
  switch (state) {
    case 'lost':
      return `Quorum is lost, ${ofVoters} ${answers} us and ${needed} are needed: the cluster database has stopped.`;
    case 'electing':
      return voters === 0
        ? 'The cluster database is electing a leader; its voters are not known yet.'
        : `The cluster database is electing a leader: ${ofVoters} ${answers} us, ${needed} must agree.`;
    case 'unknown':
      return voters === 0 ? 'No voter is known.' : `Whether quorum holds is unknown; it takes ${needed} of ${voters} voters.`;
    case 'holds':
      return `Quorum holds, ${ofVoters}: ${headroomClause(counts)}`;
  }
}

function headroomClause({ voters, present, needed, headroom }: Counts): string {
  if (present < needed) return 'LXD answers, but too few voters answer us to be sure of any more.';
  if (headroom > 0) return headroom === 1 ? 'one more may be lost.' : `${headroom} more may be lost.`;
  return `losing ${voters === 1 ? 'it' : 'one more'} stops the cluster database.`;
}
