/** What became different between two snapshots: the one source of history and of the activity list. Pure. */
import { assess } from './assess.ts';
import type { Change, ChangeKind } from './change.ts';
import type { ClusterSnapshot, Member, PartState } from './snapshot.ts';

/** What a fact is told in: a word, or a set of words whose order means nothing. */
type Fact = readonly [kind: ChangeKind, of: (member: Member) => string | readonly string[]];

const sorted = (items: readonly string[]): readonly string[] => items.toSorted();
const entries = (config: Readonly<Record<string, string>>): readonly string[] =>
  sorted(Object.entries(config).map(([key, value]) => `${key}=${value}`));

const inWords = (fact: string | readonly string[]): string =>
  typeof fact === 'string' ? fact : fact.join(', ');
/** Compared as data: two lists that read the same in words need not be the same. */
const same = (a: string | readonly string[], b: string | readonly string[]): boolean =>
  JSON.stringify(a) === JSON.stringify(b);

/**
 * What of a member is compared, and in what words. Not `message`: it differs at every read; not latencies and times.
 * Roles without the leader's: leadership is a change of its own. The order of roles and groups means nothing.
 */
const FACTS: readonly Fact[] = [
  ['status', (member) => member.status],
  ['roles', (member) => sorted(member.roles.filter((role) => role !== 'database-leader'))],
  ['groups', (member) => sorted(member.groups)],
  ['failure-domain', (member) => member.failure_domain],
  ['description', (member) => member.description],
  ['config', (member) => entries(member.config)],
  ['architecture', (member) => member.architecture],
  ['url', (member) => member.url],
];

/**
 * Changes from `before` to `after`, all with `after`'s time, in a fixed order: who came, was renamed and left, then what
 * became of each member in list order, then the cluster's own. A member whose name is new and whose URL is not was
 * renamed. A first sight is no change: neither of a part, nor of a probe, nor of a version.
 */
export function diff(before: ClusterSnapshot, after: ClusterSnapshot): Change[] {
  const changes: Change[] = [];
  const tell: Tell = (kind, member, was, is, note = null) => {
    changes.push({ atMs: after.observedAtMs, kind, member, before: was, after: is, note, sinceMs: null });
  };
  const predecessors =
    before.parts.members.observedAtMs === null ? new Map<Member, Member>() : diffNames(before, after, tell);
  for (const [member, old] of predecessors) diffMember(old, member, tell);
  diffLeader(before, after, predecessors, tell);
  diffCluster(before, after, tell);
  return changes;
}

type Tell = (
  kind: ChangeKind,
  member: string | null,
  was: string | null,
  is: string | null,
  note?: string | null,
) => void;

/** Tells who came, was renamed and left; for each member of `after` that was there before, what it was then. */
function diffNames(before: ClusterSnapshot, after: ClusterSnapshot, tell: Tell): Map<Member, Member> {
  const stayed = new Set(after.members.map((member) => member.server_name));
  const byName = new Map(before.members.map((member) => [member.server_name, member]));
  const gone = new Set(before.members.filter((old) => !stayed.has(old.server_name)));
  const predecessors = new Map<Member, Member>();
  for (const member of after.members) {
    const name = member.server_name;
    const old = byName.get(name) ?? [...gone].find(({ url }) => url === member.url);
    if (old === undefined) {
      tell('member-added', name, null, member.url);
      continue;
    }
    predecessors.set(member, old);
    gone.delete(old);
    if (old.server_name !== name) tell('member-renamed', name, old.server_name, name);
  }
  for (const old of gone) tell('member-removed', old.server_name, old.url, null);
  return predecessors;
}

function diffMember(old: Member, member: Member, tell: Tell): void {
  const name = member.server_name;
  for (const [kind, of] of FACTS) {
    const [was, is] = [of(old), of(member)];
    if (!same(was, is))
      tell(kind, name, inWords(was), inWords(is), kind === 'status' ? member.message : null);
  }
  if (
    old.probe.state !== member.probe.state &&
    old.probe.state !== 'pending' &&
    member.probe.state !== 'pending'
  ) {
    tell('answering', name, old.probe.state, member.probe.state, member.probe.failure?.message ?? null);
  }
  const [was, is] = [old.probe.version, member.probe.version];
  if (was !== null && is !== null && was !== is) tell('version', name, was, is);
}

/** A leader that was renamed still leads. */
function diffLeader(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  predecessors: ReadonlyMap<Member, Member>,
  tell: Tell,
): void {
  const [was, is] = [before.leadership?.member ?? null, after.leadership?.member ?? null];
  if (was === null || is === null || was === is) return;
  const renamed = [...predecessors].some(
    ([member, old]) => old.server_name === was && member.server_name === is,
  );
  if (!renamed) tell('leader', is, was, is);
}

function diffCluster(before: ClusterSnapshot, after: ClusterSnapshot, tell: Tell): void {
  if (before.parts.groups.observedAtMs !== null) {
    const [was, is] = [before, after].map(({ groups }) => sorted(groups.map((group) => group.name)));
    if (was !== undefined && is !== undefined && !same(was, is)) {
      tell('cluster-groups', null, inWords(was), inWords(is));
    }
  }
  for (const part of ['server', 'cluster', 'members', 'groups'] as const) {
    diffPart(part, before.parts[part], after.parts[part], tell);
  }
  const [old, now] = [assess(before, before.observedAtMs), assess(after, after.observedAtMs)];
  if (old.level !== now.level && !old.reasons.some((reason) => reason.code === 'waiting')) {
    tell('verdict', null, old.level, now.level, now.sentence);
  }
}

const PART_NAMES = {
  server: '/1.0',
  cluster: 'cluster',
  members: 'member list',
  groups: 'cluster groups',
} as const;

function diffPart(part: keyof typeof PART_NAMES, old: PartState, now: PartState, tell: Tell): void {
  if (old.status === now.status || old.status === 'pending') return;
  tell(
    'part',
    null,
    PART_NAMES[part],
    now.status === 'ok' ? 'answered again' : now.status,
    now.failure?.message ?? null,
  );
}
