/** Rules about the cluster database: whether it works, and what it would take to stop it. */
import { formatDuration } from '../duration.ts';
import { ELECTION_LIMIT_MS, everyoneOffline, listFailingMs, votersAnswering } from '../quorum.ts';
import { isLeader } from '../roles.ts';
import { databaseFails, listStands } from '../standing.ts';
import { failureDomains, holdsTooMany } from '../voter-spread.ts';
import { about, type Rule } from './scene.ts';

/** How long (ms) a change of leader stays worth a notice. */
const LEADER_NEWS_MS = 5 * 60_000;

/** The member list fails although servers answer: no quorum, an election, or something that lasts longer than one. */
export const databaseDown: Rule = ({ snapshot, quorum, nowMs }) => {
  if (!databaseFails(snapshot, nowMs)) return [];
  const { failingSinceMs, failure } = snapshot.parts.members;
  const failingMs = listFailingMs(snapshot, nowMs);
  const electing = failingMs <= ELECTION_LIMIT_MS;
  // Without a voter known, an election can't be told from a lost quorum; that the list fails is told elsewhere.
  if (electing && quorum.voters === 0) return [];
  if (quorum.state === 'lost') {
    const text = `Quorum is lost: ${votersAnswering(quorum)}, ${quorum.needed} needed.`;
    return [about('quorum-lost', 'critical', [], text, failingSinceMs)];
  }
  if (electing) {
    const text = 'The cluster database is electing a leader; until it has one, only our own probes are live.';
    return [about('electing', 'degraded', [], text, failingSinceMs)];
  }
  if (failure?.kind === 'stale-view') {
    const text =
      'The member list is outdated, for it calls even the member that answers Offline: no heartbeats are recorded.';
    return [about('all-offline', 'degraded', [], text, failingSinceMs)];
  }
  const although =
    quorum.voters > 0 && quorum.present >= quorum.needed ? `, although ${votersAnswering(quorum)}` : '';
  const text = `The cluster database has not answered for ${formatDuration(failingMs)}${although}.`;
  return [about('database-silent', 'critical', [], text, failingSinceMs)];
};

/** A list without heartbeats that is nevertheless read: it says nothing of who is up. */
export const allOffline: Rule = ({ snapshot, nowMs, product }) => {
  const read = listStands(snapshot, nowMs) && !databaseFails(snapshot, nowMs);
  if (!read || !everyoneOffline(snapshot.members)) return [];
  const text = `${product} calls every member Offline, even the one that answers: no heartbeats are recorded.`;
  return [about('all-offline', 'degraded', [], text)];
};

export const noLeader: Rule = ({ snapshot, quorum, product }) => {
  if (quorum.state !== 'holds' || snapshot.members.some((member) => isLeader(member.roles))) return [];
  const text = `${product} names no member as leader of the cluster database.`;
  return [about('no-leader', 'degraded', [], text)];
};

export const fewVoters: Rule = ({ snapshot, quorum, nowMs, product }) => {
  const { members } = snapshot;
  if (!listStands(snapshot, nowMs) || members.length === 0 || quorum.voters >= 3) return [];
  if (quorum.voters === 0) {
    const text = `${product} names no member as a voter of the cluster database.`;
    return [about('few-voters', 'degraded', [], text)];
  }
  // One or two members cannot have three voters: a fact of the set-up, and no fault.
  const level = members.length < 3 ? 'notice' : 'degraded';
  const only = quorum.voters === 1 ? 'Only 1 voter: losing it' : 'Only 2 voters: losing either';
  return [about('few-voters', level, [], `${only} stops the cluster database.`)];
};

/** A failure domain that holds a majority of the voters takes the database with it. Only where there are several. */
export const failureDomain: Rule = ({ snapshot, quorum }) => {
  const domains = failureDomains(snapshot.members);
  if (domains.length < 2 || quorum.voters < 3) return [];
  return domains.flatMap((domain) => {
    if (!holdsTooMany(domain, quorum.voters)) return [];
    const { name, voters } = domain;
    const text = `Failure domain ${name} holds ${voters.length} of ${quorum.voters} voters: losing it stops the cluster database.`;
    return [about('failure-domain', 'notice', voters, text)];
  });
};

export const leaderChanged: Rule = ({ snapshot: { leadership: lead, members }, nowMs }) => {
  if (lead === null || lead.previous === null || nowMs - lead.since.atMs > LEADER_NEWS_MS) return [];
  const ago = formatDuration(nowMs - lead.since.atMs);
  const leader = members.filter((member) => member.server_name === lead.member);
  const text = `The leader changed ${ago} ago, from ${lead.previous} to ${lead.member}.`;
  return [about('leader-changed', 'notice', leader, text, lead.since.atMs)];
};
