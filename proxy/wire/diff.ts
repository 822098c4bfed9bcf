/** What became different between two snapshots: the one source of history and of the activity list. Pure. */
import { assess } from './assess.ts';
import type { Change, ChangeKind } from './change.ts';
import { areGroupsFresh, isFresh, isProbeFresh, staleAfterMs } from './freshness.ts';
import type { ClusterSnapshot, Member, PartState } from './snapshot.ts';
import { steadyWords } from './steady-words.ts';
import { changedCertificate } from './trust.ts';
import type { Level } from './verdict.ts';

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
 * What of a member is compared, and in what words. Of `message` only the words that stay, see below; not latencies and
 * times. Roles without the leader's: leadership is a change of its own. The order of roles and groups means nothing.
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

/** What a snapshot was judged to be, in a word and a sentence, and when. */
export type Judged = { atMs: number; level: Level; sentence: string };

/** Null: nothing has been heard of the cluster yet that could be judged. */
export function judge(snapshot: ClusterSnapshot): Judged | null {
  const { level, sentence, reasons } = assess(snapshot, snapshot.observedAtMs);
  if (reasons.some(({ code }) => code === 'waiting')) return null;
  return { atMs: snapshot.observedAtMs, level, sentence };
}

/**
 * Changes from `before` to `after`, all with `after`'s time, in a fixed order: who came, was renamed and left, then what
 * became of each member in list order, then the cluster's own. A member whose name is new and whose URL is not was
 * renamed. A first sight is no change: neither of a part, nor of a probe, nor of a version.
 * `was`, `is`: the last judgement before, which may be older than `before`, and that of `after`.
 */
export function diff(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  was: Judged | null = judge(before),
  is: Judged | null = judge(after),
): Change[] {
  const changes: Change[] = [];
  const tell: Tell = (kind, member, old, now, { note = null, sinceMs }) => {
    changes.push({ atMs: after.observedAtMs, kind, member, before: old, after: now, note, sinceMs });
  };
  const predecessors =
    before.parts.members.observedAtMs === null ? new Map<Member, Member>() : diffNames(before, after, tell);
  for (const [member, old] of predecessors) diffMember([before, old], [after, member], tell);
  diffLeader(before, after, predecessors, tell);
  diffCluster(before, after, tell);
  if (was !== null && is !== null && was.level !== is.level) {
    const sinceMs = unlessSeen(
      was.atMs >= after.watchedSinceMs && is.atMs - was.atMs <= staleAfterMs(after),
      was.atMs,
    );
    tell('verdict', null, was.level, is.level, { note: is.sentence, sinceMs });
  }
  return changes;
}

/** Why it is said, and since when nobody had looked. */
type Evidence = { note?: string | null; sinceMs: number | null };
type Tell = (
  kind: ChangeKind,
  member: string | null,
  was: string | null,
  is: string | null,
  evidence: Evidence,
) => void;

/** Null where the change was seen as it happened; otherwise when it was last seen not to have. */
const unlessSeen = (seen: boolean, lastSightMs: number | null): number | null => (seen ? null : lastSightMs);

/** What an earlier run of the proxy saw, however lately, is no sight of what happened while there was none. */
const ofThisRun = ({ observedAtMs }: Pick<PartState, 'observedAtMs'>, after: ClusterSnapshot): boolean =>
  observedAtMs !== null && observedAtMs >= after.watchedSinceMs;

/** Of what the member list tells. */
const listSinceMs = (before: ClusterSnapshot, after: ClusterSnapshot): number | null =>
  unlessSeen(
    ofThisRun(before.parts.members, after) && isFresh(before.parts.members, before, after.observedAtMs),
    before.parts.members.observedAtMs,
  );

/** Tells who came, was renamed and left; for each member of `after` that was there before, what it was then. */
function diffNames(before: ClusterSnapshot, after: ClusterSnapshot, tell: Tell): Map<Member, Member> {
  const stayed = new Set(after.members.map((member) => member.server_name));
  const byName = new Map(before.members.map((member) => [member.server_name, member]));
  const gone = new Set(before.members.filter((old) => !stayed.has(old.server_name)));
  const predecessors = new Map<Member, Member>();
  const sinceMs = listSinceMs(before, after);
  for (const member of after.members) {
    const name = member.server_name;
    const old = byName.get(name) ?? [...gone].find(({ url }) => url === member.url);
    if (old === undefined) {
      tell('member-added', name, null, member.url, { sinceMs });
      continue;
    }
    predecessors.set(member, old);
    gone.delete(old);
    if (old.server_name !== name) tell('member-renamed', name, old.server_name, name, { sinceMs });
  }
  for (const old of gone) tell('member-removed', old.server_name, old.url, null, { sinceMs });
  return predecessors;
}

type Seen = [snapshot: ClusterSnapshot, member: Member];

function diffMember([before, old]: Seen, [after, member]: Seen, tell: Tell): void {
  const name = member.server_name;
  const sinceMs = listSinceMs(before, after);
  for (const [kind, of] of FACTS) {
    const [was, is] = [of(old), of(member)];
    if (same(was, is)) continue;
    tell(kind, name, inWords(was), inWords(is), { note: kind === 'status' ? member.message : null, sinceMs });
  }
  // A new status brings a message of its own.
  if (old.status === member.status && steadyWords(old.message) !== steadyWords(member.message)) {
    tell('message', name, old.message, member.message, { sinceMs });
  }
  const { probe } = old;
  const probeSinceMs = unlessSeen(
    ofThisRun(probe, after) && isProbeFresh(probe, before, after.observedAtMs),
    probe.observedAtMs,
  );
  if (
    old.probe.state !== member.probe.state &&
    old.probe.state !== 'pending' &&
    member.probe.state !== 'pending'
  ) {
    const note = member.probe.failure?.message ?? null;
    tell('answering', name, old.probe.state, member.probe.state, { note, sinceMs: probeSinceMs });
  }
  const [was, is] = [old.probe.version, member.probe.version];
  if (was !== null && is !== null && was !== is) tell('version', name, was, is, { sinceMs: probeSinceMs });
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
  if (!renamed) tell('leader', is, was, is, { sinceMs: listSinceMs(before, after) });
}

function diffCluster(before: ClusterSnapshot, after: ClusterSnapshot, tell: Tell): void {
  const { groups: listed } = before.parts;
  if (listed.observedAtMs !== null) {
    const [was, is] = [before, after].map(({ groups }) => sorted(groups.map((group) => group.name)));
    if (was !== undefined && is !== undefined && !same(was, is)) {
      const sinceMs = unlessSeen(
        ofThisRun(listed, after) && areGroupsFresh(listed, before, after.observedAtMs),
        listed.observedAtMs,
      );
      tell('cluster-groups', null, inWords(was), inWords(is), { sinceMs });
    }
  }
  const asking = isFresh(before, before, after.observedAtMs);
  const sinceMs = unlessSeen(asking, before.observedAtMs);
  diffTrust(before, after, sinceMs, tell);
  for (const part of ['server', 'cluster', 'members', 'groups'] as const) {
    diffPart(part, before.parts[part], after.parts[part], sinceMs, tell);
  }
}

/** What it presents is one thing, and what it is known by another: nothing but the operator's word makes the one the other. */
function diffTrust(
  before: ClusterSnapshot,
  after: ClusterSnapshot,
  sinceMs: number | null,
  tell: Tell,
): void {
  const step = (kind: 'certificate' | 'pin', was: string | null, is: string | null, note: string): void => {
    if (was !== null && is !== null && was !== is) tell(kind, null, was, is, { note, sinceMs });
  };
  const [was, is] = [before, after].map(
    (snapshot) => changedCertificate(snapshot)?.fingerprint ?? snapshot.trust.pin,
  );
  const isPinned = is === after.trust.pin;
  step(
    'certificate',
    was ?? null,
    is ?? null,
    isPinned ? 'it is the one that it is known by' : 'not the one that it is known by, so it is sent nothing',
  );
  step('pin', before.trust.pin, after.trust.pin, 'accepted in the settings');
}

const PART_NAMES = {
  server: '/1.0',
  cluster: 'cluster',
  members: 'member list',
  groups: 'cluster groups',
} as const;

function diffPart(
  part: keyof typeof PART_NAMES,
  old: PartState,
  now: PartState,
  sinceMs: number | null,
  tell: Tell,
): void {
  if (old.status === now.status || old.status === 'pending') return;
  tell('part', null, PART_NAMES[part], now.status === 'ok' ? 'answered again' : now.status, {
    note: now.failure?.message ?? null,
    sinceMs,
  });
}
