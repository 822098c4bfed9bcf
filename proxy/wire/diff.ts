/** What became different between two snapshots: the one source of history and of the activity list. Pure. */
import { assess } from './assess.ts';
import type { Change, ChangeKind } from './change.ts';
import type { ClusterSnapshot, Member, PartState } from './snapshot.ts';

type Fact = readonly [kind: ChangeKind, tell: (member: Member) => string | null];

const list = (items: readonly string[]): string => items.toSorted().join(', ');

/** `key=value` of every entry, in the order of keys: two configs are equal when these are. */
const entries = (config: Readonly<Record<string, string>>): string =>
  list(Object.entries(config).map(([key, value]) => `${key}=${value}`));

/**
 * What of a member is compared, and in what words. Not `message`: it differs at every read; not latencies and times.
 * Roles without the leader's: leadership is a change of its own. The order of roles and groups means nothing.
 */
const FACTS: readonly Fact[] = [
  ['status', (member) => member.status],
  ['roles', (member) => list(member.roles.filter((role) => role !== 'database-leader'))],
  ['groups', (member) => list(member.groups)],
  ['failure-domain', (member) => member.failure_domain],
  ['description', (member) => member.description],
  ['config', (member) => entries(member.config)],
  ['architecture', (member) => member.architecture],
  ['url', (member) => member.url],
];

/**
 * Changes from `before` to `after`, all with `after`'s time, in a fixed order (members in list order, then the
 * cluster's own). A member whose name is new and whose URL is not was renamed. A first sight is no change:
 * neither of a part, nor of a probe, nor of a version.
 */
export function diff(before: ClusterSnapshot, after: ClusterSnapshot): Change[] {
  const atMs = after.observedAtMs;
  const changes: Change[] = [];
  const tell = (kind: ChangeKind, member: string | null, was: string | null, is: string | null, note: string | null = null): void => {
    changes.push({ atMs, kind, member, before: was, after: is, note });
  };
  const listedBefore = before.parts.members.observedAtMs !== null;
  const gone = new Map(before.members.map((member) => [member.server_name, member]));
  const stayed = after.members.flatMap((member) => {
    const old = gone.get(member.server_name);
    gone.delete(member.server_name);
    return old === undefined ? [] : [[old, member] as const];
  });
  const known = new Set(stayed.map(([, member]) => member.server_name));
  for (const member of after.members.filter(({ server_name }) => listedBefore && !known.has(server_name))) {
    const old = [...gone.values()].find(({ url }) => url === member.url);
    if (old === undefined) {
      tell('member-added', member.server_name, null, member.url);
    } else {
      gone.delete(old.server_name);
      tell('member-renamed', member.server_name, old.server_name, member.server_name);
      stayed.push([old, member]);
    }
  }
  for (const old of gone.values()) tell('member-removed', old.server_name, old.url, null);
  for (const [old, member] of stayed) diffMember(old, member, tell);
  diffCluster(before, after, tell);
  return changes;
}

type Tell = (kind: ChangeKind, member: string | null, was: string | null, is: string | null, note?: string | null) => void;

function diffMember(old: Member, member: Member, tell: Tell): void {
  const name = member.server_name;
  for (const [kind, say] of FACTS) {
    const [was, is] = [say(old), say(member)];
    if (was !== is) tell(kind, name, was, is, kind === 'status' ? member.message : null);
  }
  if (old.probe.state !== member.probe.state && old.probe.state !== 'pending' && member.probe.state !== 'pending') {
    tell('answering', name, old.probe.state, member.probe.state, member.probe.failure?.message ?? null);
  }
  const [was, is] = [old.probe.version, member.probe.version];
  if (was !== null && is !== null && was !== is) tell('version', name, was, is);
}

function diffCluster(before: ClusterSnapshot, after: ClusterSnapshot, tell: Tell): void {
  const [was, is] = [before.leadership?.member ?? null, after.leadership?.member ?? null];
  if (was !== is && was !== null && is !== null) tell('leader', is, was, is);
  if (before.parts.groups.observedAtMs !== null) {
    const say = (snapshot: ClusterSnapshot): string => list(snapshot.groups.map((group) => group.name));
    if (say(before) !== say(after)) tell('cluster-groups', null, say(before), say(after));
  }
  for (const part of ['server', 'cluster', 'members', 'groups'] as const) {
    diffPart(part, before.parts[part], after.parts[part], tell);
  }
  const [old, now] = [assess(before, before.observedAtMs), assess(after, after.observedAtMs)];
  if (old.level !== now.level && !old.reasons.some((reason) => reason.code === 'waiting')) {
    tell('verdict', null, old.level, now.level, now.sentence);
  }
}

const PART_NAMES = { server: '/1.0', cluster: 'cluster', members: 'member list', groups: 'cluster groups' } as const;

function diffPart(part: keyof typeof PART_NAMES, old: PartState, now: PartState, tell: Tell): void {
  if (old.status === now.status || old.status === 'pending') return;
  tell('part', null, PART_NAMES[part], now.status === 'ok' ? 'answered again' : now.status, now.failure?.message ?? null);
}
