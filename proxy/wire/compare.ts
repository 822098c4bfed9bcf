/** What is not the same at two moments, field by field: what a reviewer asks of the minute before and the minute after. Pure. */
import { grantWords } from './grant.ts';
import { changedCertificate } from './trust.ts';
import { assess } from './assess.ts';
import { compareMember } from './compare-member.ts';
import { type Difference, areManyPoints, isoTime, percent, sameData, yesNo } from './difference.ts';
import { isFresh } from './freshness.ts';
import type { ClusterGroup, ClusterSnapshot, Member, PartState, PoolTotal } from './snapshot.ts';
import { share } from './vitals.ts';
import type { Verdict } from './verdict.ts';
import type { Warning } from './warning.ts';

/** The cluster's own first, then member by member in the order of the later list, those that left at the end. */
export function compare(a: ClusterSnapshot, b: ClusterSnapshot): Difference[] {
  return [
    ...compareVerdicts(assess(a, a.observedAtMs), assess(b, b.observedAtMs)),
    ...compareCluster(a, b),
    ...compareGroups(a.groups, b.groups),
    ...comparePools(a.pools, b.pools),
    ...compareMembers(a, b),
    ...compareWarnings(a.warnings, b.warnings),
  ];
}

/** None, where both are the same in words. */
function fact(
  path: string[],
  label: string,
  before: string | null,
  after: string | null,
  member: string | null = null,
): Difference[] {
  return before === after ? [] : [{ kind: 'fact', path, member, label, before, after }];
}

/** The sentences tell durations, which differ always: they are told where what they are about differs. */
function compareVerdicts(a: Verdict, b: Verdict): Difference[] {
  const about = ({ level, reasons }: Verdict) => [level, reasons.map(({ code, members }) => [code, members])];
  const database = ({ quorum: { state, voters, present, headroom } }: Verdict) => [
    state,
    voters,
    present,
    headroom,
  ];
  const said = ({ level, sentence }: Verdict): string => `${level}: ${sentence}`;
  return [
    ...(sameData(about(a), about(b)) ? [] : fact(['verdict'], 'verdict', said(a), said(b))),
    ...(sameData(database(a), database(b))
      ? []
      : fact(['verdict', 'quorum'], 'cluster database', a.quorum.sentence, b.quorum.sentence)),
  ];
}

const PART_LABELS = {
  server: '/1.0',
  cluster: 'cluster',
  members: 'member list',
  groups: 'list of cluster groups',
} as const;
const RING_LABELS = {
  state: 'state of members',
  resources: 'hardware of members',
  pools: 'storage pools',
  instances: 'list of instances',
  operations: 'list of operations',
  warnings: 'list of warnings',
  events: 'events',
} as const;

function compareCluster(a: ClusterSnapshot, b: ClusterSnapshot): Difference[] {
  const [was, is] = [a.cluster, b.cluster];
  return [
    ...fact(['cluster', 'name'], 'name', was.name, is.name),
    ...fact(['cluster', 'product'], 'product', was.product, is.product),
    ...fact(['cluster', 'serverVersion'], 'server version', was.serverVersion, is.serverVersion),
    ...fact(['cluster', 'clustered'], 'clustered', yesNo(was.clustered), yesNo(is.clustered)),
    ...fact(['cluster', 'answeringMember'], 'answered by', was.answeringMember, is.answeringMember),
    ...fact(['leadership'], 'leader', a.leadership?.member ?? null, b.leadership?.member ?? null),
    ...(['server', 'cluster', 'members', 'groups'] as const).flatMap((part) =>
      fact(['parts', part], PART_LABELS[part], partWord(a, part), partWord(b, part)),
    ),
    ...(['state', 'resources', 'pools', 'instances', 'operations', 'warnings', 'events'] as const).flatMap(
      (ring) => compareRing(ring, a.rings[ring], b.rings[ring]),
    ),
    ...compareTrust(a, b),
    ...(['clientNotAfterMs', 'serverNotAfterMs'] as const).flatMap((end) =>
      fact(
        ['certificates', end],
        end === 'clientNotAfterMs' ? 'our certificate ends' : 'cluster certificate ends',
        isoTime(a.certificates[end]),
        isoTime(b.certificates[end]),
      ),
    ),
  ];
}

/** What was not known at one of the moments is no difference. */
function compareTrust(a: ClusterSnapshot, b: ClusterSnapshot): Difference[] {
  const [was, is] = [a, b].map((snapshot) => ({
    pin: snapshot.trust.pin,
    presented: changedCertificate(snapshot)?.fingerprint ?? snapshot.trust.pin,
    grant: snapshot.trust.grant === null ? null : grantWords(snapshot.trust.grant),
  }));
  return (['pin', 'presented', 'grant'] as const).flatMap((what) => {
    const [before, after] = [was?.[what] ?? null, is?.[what] ?? null];
    if (before === null || after === null) return [];
    return fact(['trust', what], TRUST_LABELS[what], before, after);
  });
}

const TRUST_LABELS = {
  pin: 'known by the certificate',
  presented: 'presents the certificate',
  grant: 'our certificate may',
} as const;

/** What has not been asked for yet, as right after a start of the proxy, is no other than it was. */
function compareRing(ring: keyof typeof RING_LABELS, was: PartState, is: PartState): Difference[] {
  if (was.status === 'pending' || is.status === 'pending') return [];
  return fact(['rings', ring], RING_LABELS[ring], was.status, is.status);
}

/** A list of members that was old at its moment says nothing of it, however well it was read. */
function partWord(snapshot: ClusterSnapshot, part: keyof ClusterSnapshot['parts']): string {
  const { status, observedAtMs } = snapshot.parts[part];
  const isOld = part === 'members' && observedAtMs !== null;
  return isOld && !isFresh({ observedAtMs }, snapshot, snapshot.observedAtMs)
    ? `${status}, outdated`
    : status;
}

/** Both sides of each name, in the order of the later list. */
function pairs<T>(
  a: readonly T[],
  b: readonly T[],
  nameOf: (item: T) => string,
): { name: string; was: T | undefined; is: T | undefined }[] {
  const before = new Map(a.map((item) => [nameOf(item), item]));
  const after = new Map(b.map((item) => [nameOf(item), item]));
  return [...new Set([...after.keys(), ...before.keys()])].map((name) => ({
    name,
    was: before.get(name),
    is: after.get(name),
  }));
}

function compareGroups(a: readonly ClusterGroup[], b: readonly ClusterGroup[]): Difference[] {
  const members = (group: ClusterGroup | undefined): string | null =>
    group === undefined ? null : group.members.toSorted().join(', ');
  return pairs(a, b, ({ name }) => name).flatMap(({ name, was, is }) => [
    ...fact(['groups', name], `members of group ${name}`, members(was), members(is)),
    ...(was === undefined || is === undefined
      ? []
      : fact(
          ['groups', name, 'description'],
          `description of group ${name}`,
          was.description,
          is.description,
        )),
  ]);
}

function comparePools(a: readonly PoolTotal[], b: readonly PoolTotal[]): Difference[] {
  return pairs(a, b, ({ name }) => name).flatMap(({ name, was, is }): Difference[] => {
    const label = `pool ${name}`;
    const driver = (pool: PoolTotal | undefined): string | null =>
      pool === undefined ? null : (pool.driver ?? 'unknown driver');
    const facts = fact(['pools', name, 'driver'], label, driver(was), driver(is));
    if (was === undefined || is === undefined) return facts;
    const [before, after] = [share(was.usedBytes, was.totalBytes), share(is.usedBytes, is.totalBytes)];
    if (!areManyPoints(before, after)) return facts;
    return [
      ...facts,
      {
        kind: 'number',
        path: ['pools', name, 'usedBytes'],
        member: null,
        label: `${label}, used`,
        before: percent(before),
        after: percent(after),
      },
    ];
  });
}

/** A member whose name is new and whose URL is not was renamed. */
function compareMembers(a: ClusterSnapshot, b: ClusterSnapshot): Difference[] {
  const stayed = new Set(b.members.map((member) => member.server_name));
  const byName = new Map(a.members.map((member) => [member.server_name, member]));
  const gone = new Set(a.members.filter((member) => !stayed.has(member.server_name)));
  const differences = b.members.flatMap((member): Difference[] => {
    const old = byName.get(member.server_name) ?? [...gone].find(({ url }) => url === member.url);
    if (old === undefined) return presence(member, null, 'a member');
    gone.delete(old);
    return compareMember({ member: old, frame: a }, { member, frame: b });
  });
  return [...differences, ...[...gone].flatMap((member) => presence(member, 'a member', null))];
}

const presence = ({ server_name }: Member, before: string | null, after: string | null): Difference[] =>
  fact(['members', server_name], 'in the cluster', before, after, server_name);

function compareWarnings(a: readonly Warning[], b: readonly Warning[]): Difference[] {
  return pairs(a, b, ({ uuid }) => uuid).flatMap(({ name, was, is }) => {
    const either = is ?? was;
    if (either === undefined) return [];
    const said = (warning: Warning | undefined): string | null =>
      warning === undefined ? null : `${warning.severity}, ${warning.status}: ${warning.last_message}`;
    const member = either.location === '' ? null : either.location;
    return fact(['warnings', name], `warning ${either.type}`, said(was), said(is), member);
  });
}
