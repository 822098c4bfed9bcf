/** The rules behind a verdict: each looks at a snapshot and says what an operator should know, or nothing. */
import { formatDuration } from './duration.ts';
import { isFresh } from './freshness.ts';
import { databaseFails, everyoneOffline } from './quorum.ts';
import { isLeader, isVoter } from './roles.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import type { Quorum, Reason, ReasonCode } from './verdict.ts';
import { failureWord, lxdWord, ourWord, shapeOf } from './witness.ts';

/** What every rule sees. */
export type Scene = { snapshot: ClusterSnapshot; quorum: Quorum; nowMs: number };
type Rule = (scene: Scene) => Reason[];

/** How long a change of leader stays worth a notice. */
const LEADER_NEWS_MS = 5 * 60_000;
/** How long before its end a certificate becomes a notice, and then trouble. */
const CERTIFICATE_NOTICE_MS = 30 * 86_400_000;
const CERTIFICATE_TROUBLE_MS = 7 * 86_400_000;
/** An election takes seconds; from here on something else keeps the database from answering. */
const ELECTION_LIMIT_MS = 60_000;

/** `node-1`, `node-1 and node-2`, `node-1, node-2 and 3 others`. */
export function nameList(names: readonly string[]): string {
  const [first = '', second] = names;
  if (second === undefined) return first;
  if (names.length === 2) return `${first} and ${second}`;
  if (names.length === 3) return `${first}, ${second} and ${names[2]}`;
  return `${first}, ${second} and ${names.length - 2} others`;
}

const are = (members: readonly unknown[], one: string, many: string): string => (members.length === 1 ? one : many);
const longest = (times: readonly number[]): number | null => (times.length === 0 ? null : Math.min(...times));

/** "for 4 min", or "for at least 4 min" where it began before this run of the proxy. */
function forHowLong(members: readonly Member[], sinceOf: (member: Member) => Member['statusSince'], nowMs: number): string {
  const first = members.map(sinceOf).toSorted((a, b) => a.atMs - b.atMs)[0];
  if (first === undefined) return '';
  return `for ${first.witnessed ? '' : 'at least '}${formatDuration(nowMs - first.atMs)}`;
}

const statusSince = (member: Member): Member['statusSince'] => member.statusSince;
const probeSince = (member: Member): Member['statusSince'] => member.probe.since;

function about(
  code: ReasonCode,
  level: Reason['level'],
  members: readonly Member[],
  text: string,
  sinceMs: number | null = null,
): Reason {
  return { code, level, members: members.map((member) => member.server_name), text, sinceMs };
}

/** A reason for all the members a test picks, or none. */
function grouped(members: readonly Member[], make: (members: readonly Member[], names: string) => Reason): Reason[] {
  return members.length === 0 ? [] : [make(members, nameList(members.map((member) => member.server_name)))];
}

type Words = { lxd: ReturnType<typeof lxdWord>; ours: ReturnType<typeof ourWord> };

/** Members by what both witnesses say of them now. */
function membersWhere({ snapshot, nowMs }: Scene, test: (words: Words, member: Member) => boolean): Member[] {
  return snapshot.members.filter((member) =>
    test({ lxd: lxdWord(member, snapshot, nowMs), ours: ourWord(member.probe, snapshot, nowMs) }, member),
  );
}

const somebodyAnswers = ({ snapshot, nowMs }: Scene): boolean =>
  isFresh(snapshot.parts.server, snapshot, nowMs) ||
  snapshot.members.some((member) => ourWord(member.probe, snapshot, nowMs).state === 'answering');

const reach: Rule = (scene) => {
  const { snapshot, nowMs } = scene;
  const { members, server } = snapshot.parts;
  if (isFresh(members, snapshot, nowMs) || databaseFails(snapshot, nowMs)) return [];
  const sinceMs = members.observedAtMs;
  const age = sinceMs === null ? '' : ` for ${formatDuration(nowMs - sinceMs)}`;
  const failure = members.failure ?? server.failure;
  const unknown = (code: ReasonCode, text: string): Reason[] => [about(code, 'unknown', [], text, sinceMs)];
  if (failure === null && members.status === 'pending') return unknown('waiting', 'Waiting for the first answer of the cluster.');
  switch (failure?.kind) {
    case 'pin-mismatch':
      return unknown('certificate-mismatch', 'The server presents another certificate than the one that is pinned; nothing is asked of it.');
    case 'untrusted':
    case 'forbidden':
      return unknown('not-trusted', 'The cluster does not trust our client certificate.');
    case 'not-clustered':
      return unknown('not-clustered', 'The server answers but is not part of a cluster.');
    default:
      break;
  }
  if (somebodyAnswers(scene)) {
    const why = failure === null ? 'no answer' : failureWord(failure.kind);
    return unknown('list-failing', `The member list could not be read${age}: ${why}.`);
  }
  return unknown('unreachable', sinceMs === null ? 'No member of the cluster answers.' : `No member has answered${age}.`);
};

const database: Rule = ({ snapshot, quorum, nowMs }) => {
  const sinceMs = snapshot.parts.members.failingSinceMs;
  const forMs = sinceMs === null ? 0 : nowMs - sinceMs;
  if (quorum.state === 'lost') {
    const text = `Quorum is lost: ${quorum.present} of ${quorum.voters} voters ${quorum.present === 1 ? 'answers' : 'answer'} us.`;
    return [about('quorum-lost', 'critical', [], text, sinceMs)];
  }
  if (quorum.state !== 'electing') return [];
  if (forMs > ELECTION_LIMIT_MS) {
    const text = `The cluster database has not answered for ${formatDuration(forMs)}, although enough voters answer us.`;
    return [about('database-silent', 'critical', [], text, sinceMs)];
  }
  return [about('electing', 'degraded', [], 'The cluster database is electing a leader; our own probes are live.', sinceMs)];
};

const allOffline: Rule = ({ snapshot, nowMs }) => {
  if (!isFresh(snapshot.parts.members, snapshot, nowMs) || !everyoneOffline(snapshot.members)) return [];
  const text = 'LXD calls every member Offline, the one that answers included: no heartbeats are being recorded.';
  return [about('all-offline', 'degraded', [], text)];
};

const offline: Rule = (scene) => {
  if (everyoneOffline(scene.snapshot.members)) return [];
  const { nowMs } = scene;
  const down = membersWhere(scene, ({ lxd, ours }) => lxd.shape === 'offline' && ours.state !== 'answering');
  const alive = membersWhere(scene, ({ lxd, ours }) => lxd.shape === 'offline' && ours.state === 'answering');
  return [
    ...grouped(down, (members, names) => {
      const text = `${names} ${are(members, 'has', 'have')} been offline ${forHowLong(members, statusSince, nowMs)}.`;
      return about('offline', 'degraded', members, text, longest(members.map((member) => member.statusSince.atMs)));
    }),
    ...grouped(alive, (members, names) =>
      about(
        'offline-yet-answering',
        'degraded',
        members,
        `LXD says ${names} ${are(members, 'is', 'are')} offline, yet ${are(members, 'it answers', 'they answer')} us: heartbeats do not arrive, or a clock is off.`,
      ),
    ),
  ];
};

const silent: Rule = (scene) => {
  const { nowMs } = scene;
  const quiet = membersWhere(scene, ({ lxd, ours }) => lxd.shape !== 'offline' && ours.state === 'silent');
  const unlisted = quiet.filter((member) => lxdWord(member, scene.snapshot, nowMs).stale);
  const evacuated = quiet.filter((member) => !unlisted.includes(member) && shapeOf(member.status) === 'evacuated');
  const others = quiet.filter((member) => !unlisted.includes(member) && !evacuated.includes(member));
  const since = (members: readonly Member[]): number | null => longest(members.map((member) => member.probe.since.atMs));
  const lasting = (members: readonly Member[]): string => forHowLong(members, probeSince, nowMs);
  return [
    ...grouped(others, (members, names) => {
      const status = [...new Set(members.map((member) => member.status))].join(' or ');
      const text = `LXD says ${names} ${are(members, 'is', 'are')} ${status}; no answer to us ${lasting(members)}.`;
      return about('silent', 'degraded', members, text, since(members));
    }),
    ...grouped(evacuated, (members, names) => {
      const text = `${names} ${are(members, 'is', 'are')} evacuated, and silent to us ${lasting(members)}; LXD does not report evacuated members as offline.`;
      return about('evacuated-silent', 'degraded', members, text, since(members));
    }),
    // With nobody to speak for the cluster, "nothing answers" is already said.
    ...(somebodyAnswers(scene)
      ? grouped(unlisted, (members, names) =>
          about('silent', 'degraded', members, `${names} ${are(members, 'has', 'have')} not answered us ${lasting(members)}.`, since(members)),
        )
      : []),
  ];
};

const wrongAnswer: Rule = (scene) =>
  membersWhere(scene, ({ ours }) => ours.state === 'wrong').map((member) => {
    const word = ourWord(member.probe, scene.snapshot, scene.nowMs).word;
    return about('wrong-answer', 'degraded', [member], `At the address of ${member.server_name} something ${word}.`, member.probe.since.atMs);
  });

const attention: Rule = (scene) => {
  const statuses = new Map<string, Member[]>();
  for (const member of membersWhere(scene, ({ lxd }) => lxd.shape === 'attention')) {
    statuses.set(member.status, [...(statuses.get(member.status) ?? []), member]);
  }
  return [...statuses].map(([status, members]) => {
    const names = nameList(members.map((member) => member.server_name));
    const code = status === 'Blocked' ? 'blocked' : 'unknown-status';
    const text =
      status === 'Blocked'
        ? `${names} ${are(members, 'is', 'are')} blocked: ${members[0]?.message ?? ''}.`
        : `LXD reports ${names} as "${status}".`;
    return about(code, 'degraded', members, text, longest(members.map((member) => member.statusSince.atMs)));
  });
};

const evacuated: Rule = (scene) =>
  grouped(
    membersWhere(scene, ({ lxd, ours }) => lxd.shape === 'evacuated' && ours.state !== 'silent'),
    (members, names) => {
      const status = [...new Set(members.map((member) => member.status.toLowerCase()))].join(' or ');
      const text = `${names} ${are(members, 'is', 'are')} ${status} ${forHowLong(members, statusSince, scene.nowMs)}.`;
      return about('evacuated', 'notice', members, text, longest(members.map((member) => member.statusSince.atMs)));
    },
  );

const voters: Rule = ({ snapshot, quorum }) => {
  if (quorum.state !== 'holds') return [];
  const { members } = snapshot;
  const reasons: Reason[] = [];
  if (!members.some((member) => isLeader(member.roles))) {
    reasons.push(about('no-leader', 'degraded', [], 'No member is named as the leader of the cluster database.'));
  }
  if (quorum.voters < 3) {
    // One or two members cannot have three voters: a fact of the set-up, and no fault.
    const level = members.length < 3 ? 'notice' : 'degraded';
    const count = quorum.voters === 1 ? '1 voter' : `${quorum.voters} voters`;
    reasons.push(about('few-voters', level, [], `Only ${count}: the cluster database survives the loss of none.`));
  }
  return reasons;
};

/** A failure domain that holds a majority of the voters takes the database with it. Only where there are several. */
const failureDomain: Rule = ({ snapshot, quorum }) => {
  const domains = new Map<string, Member[]>();
  for (const member of snapshot.members) {
    domains.set(member.failure_domain, [...(domains.get(member.failure_domain) ?? []), member]);
  }
  if (domains.size < 2 || quorum.voters < 3) return [];
  return [...domains].flatMap(([domain, members]) => {
    const held = members.filter((member) => isVoter(member.roles));
    if (quorum.voters - held.length >= quorum.needed) return [];
    const text = `Failure domain ${domain} holds ${held.length} of ${quorum.voters} voters: losing it stops the cluster database.`;
    return [about('failure-domain', 'notice', held, text)];
  });
};

const certificates: Rule = ({ snapshot, nowMs }) => {
  const { clientNotAfterMs, serverNotAfterMs } = snapshot.certificates;
  const rows: [string, number | null][] = [
    ['Our client certificate', clientNotAfterMs],
    ['The cluster certificate', serverNotAfterMs],
  ];
  return rows.flatMap(([name, notAfterMs]) => {
    if (notAfterMs === null || notAfterMs - nowMs > CERTIFICATE_NOTICE_MS) return [];
    const left = notAfterMs - nowMs;
    const text = left > 0 ? `${name} expires in ${formatDuration(left)}.` : `${name} expired ${formatDuration(-left)} ago.`;
    return [about('certificate-expiring', left > CERTIFICATE_TROUBLE_MS ? 'notice' : 'degraded', [], text, notAfterMs)];
  });
};

const versions: Rule = ({ snapshot }) => {
  const known = snapshot.members.flatMap(({ probe }) => (probe.version === null ? [] : [probe.version]));
  const distinct = [...new Set(known)].toSorted();
  if (distinct.length < 2) return [];
  return [about('mixed-versions', 'notice', [], `Members run different versions: ${distinct.join(', ')}.`)];
};

const leadership: Rule = ({ snapshot, nowMs }) => {
  const { leadership: lead } = snapshot;
  if (lead === null || lead.previous === null || nowMs - lead.since.atMs > LEADER_NEWS_MS) return [];
  const ago = formatDuration(nowMs - lead.since.atMs);
  const text = `The leader changed from ${lead.previous} to ${lead.member} ${ago} ago.`;
  return [{ code: 'leader-changed', level: 'notice', members: [lead.member], text, sinceMs: lead.since.atMs }];
};

const groups: Rule = ({ snapshot, nowMs }) => {
  const { groups: part, members } = snapshot.parts;
  if (part.status !== 'failed' || part.failure === null || !isFresh(members, snapshot, nowMs)) return [];
  if (isFresh(part, snapshot, nowMs)) return [];
  return [about('groups-failing', 'notice', [], `Cluster groups could not be read: ${failureWord(part.failure.kind)}.`, part.failingSinceMs)];
};

/** All rules; within a level, a reason of an earlier rule is the worse one. */
export const RULES: readonly Rule[] = [
  database,
  reach,
  allOffline,
  offline,
  silent,
  wrongAnswer,
  attention,
  voters,
  certificates,
  failureDomain,
  evacuated,
  leadership,
  versions,
  groups,
];
