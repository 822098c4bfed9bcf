/** Which members the table shows, in which order, and what each row says. Pure. */
import { databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot, Member, Rings, SnapshotFrame } from '~wire/snapshot.ts';
import { memoryShare, share } from '~wire/vitals.ts';
import { contradiction, lxdWord, ourWord, trouble } from '~wire/witness.ts';
import { compareNatural } from '../../lib/natural.ts';
import type { Column } from '../../url/columns.ts';
import type { Filter } from '../../url/filters.ts';
import type { Sort } from '../../url/sort.ts';

/** A member as a row says it at one moment. */
export type MemberRow = {
  member: Member;
  lxd: ReturnType<typeof lxdWord>;
  ours: ReturnType<typeof ourWord>;
  databaseRole: ReturnType<typeof databaseRole>;
  /** What the two witnesses mean together, where they disagree. */
  contradiction: string | null;
  /** How the rings stand that its numbers come from. */
  rings: Rings;
};

export function toRow(member: Member, frame: SnapshotFrame, nowMs: number): MemberRow {
  return {
    member,
    lxd: lxdWord(member, frame, nowMs),
    ours: ourWord(member.probe, frame, nowMs),
    databaseRole: databaseRole(member.roles),
    contradiction: contradiction(member, frame, nowMs),
    rings: frame.rings,
  };
}

/** What LXD adds to a status that is not the usual one, and where the two witnesses disagree: lines of their own. */
export function evidenceOf({ member, lxd, contradiction: disagreement }: MemberRow): string[] {
  const message = lxd.stale || lxd.shape === 'online' ? '' : member.message;
  return [message, disagreement ?? ''].filter((line) => line !== '');
}

/** Roles that every member's database role already tells. */
const DATABASE_ROLES: ReadonlySet<string> = new Set([
  'database',
  'database-leader',
  'database-voter',
  'database-standby',
]);

/** The roles that are about something else than the cluster database. */
export const otherRoles = (member: Member): string[] =>
  member.roles.filter((role) => !DATABASE_ROLES.has(role));

/**
 * The words by which a member is filtered: LXD's last status, and our own where we do not get the right answer.
 * The last one also where it is too old to stand: what is looked at must not change because it grew old.
 */
export function statusesOf({ status, probe }: Member): string[] {
  return probe.state === 'silent' || probe.state === 'wrong' ? [status, probe.state] : [status];
}

/** How many members there are of each word; LXD's words first, then ours. */
export function countStatuses(members: readonly Member[]): [status: string, count: number][] {
  const ours = new Set(['silent', 'wrong']);
  const counts = new Map<string, number>();
  for (const status of members.flatMap(statusesOf)) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].toSorted(
    ([a], [b]) => Number(ours.has(a)) - Number(ours.has(b)) || compareNatural(a, b),
  );
}

const searchText = (member: Member): string =>
  [
    member.server_name,
    member.status,
    member.message,
    member.url,
    member.architecture,
    member.failure_domain,
    member.description,
    databaseRole(member.roles),
    member.probe.version ?? '',
    ...member.roles,
    ...member.groups,
  ]
    .join('\n')
    .toLowerCase();

export function filterMembers(members: readonly Member[], { text, statuses }: Filter): Member[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return members.filter((member) => {
    if (statuses.length > 0 && !statusesOf(member).some((status) => statuses.includes(status))) return false;
    if (words.length === 0) return true;
    const found = searchText(member);
    return words.every((word) => found.includes(word));
  });
}

/** Null: not known. */
type Key = string | number | null;

const ROLE_ORDER = { leader: 0, voter: 1, 'stand-by': 2, spare: 3 } as const;

/** What a column sorts by. Members that do not answer come after those that do, however fast; unknown numbers come last. */
const KEYS: Readonly<Record<Column, (member: Member) => Key>> = {
  name: (member) => member.server_name,
  status: (member) => member.status,
  seen: ({ probe }) => (probe.state === 'answering' ? (probe.latencyMs ?? 0) : Number.MAX_VALUE),
  database: (member) => ROLE_ORDER[databaseRole(member.roles)],
  load: ({ vitals }) => vitals.load?.[0] ?? null,
  memory: ({ vitals }) => memoryShare(vitals),
  storage: ({ vitals: { fullestPool } }) =>
    fullestPool === null ? null : share(fullestPool.usedBytes, fullestPool.totalBytes),
  instances: ({ vitals }) => vitals.instances?.running ?? null,
  uptime: ({ vitals }) => vitals.uptimeS,
  roles: (member) => otherRoles(member).join(', '),
  'failure-domain': (member) => member.failure_domain,
  groups: (member) => member.groups.toSorted(compareNatural).join(', '),
  version: (member) => member.probe.version ?? '',
  architecture: (member) => member.architecture,
  description: (member) => member.description,
  url: (member) => member.url,
};

function compareKeys(a: Key, b: Key, sign: 1 | -1): number {
  // What is not known is neither the least nor the most.
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  return (
    sign * (typeof a === 'number' && typeof b === 'number' ? a - b : compareNatural(String(a), String(b)))
  );
}

/** Orders members; those that a column does not tell apart stand by name. */
export function sortMembers(
  members: readonly Member[],
  { column, descending }: Sort,
  frame: SnapshotFrame,
  nowMs: number,
): Member[] {
  const keyOf = column === null ? (member: Member) => -trouble(member, frame, nowMs) : KEYS[column];
  const keyed = members.map((member) => ({ member, key: keyOf(member) }));
  const sign = descending ? -1 : 1;
  return keyed
    .toSorted(
      (a, b) => compareKeys(a.key, b.key, sign) || compareNatural(a.member.server_name, b.member.server_name),
    )
    .map(({ member }) => member);
}

/** The members that a view of the table shows, in order. */
export const membersInView = (
  snapshot: ClusterSnapshot,
  filter: Filter,
  sort: Sort,
  nowMs: number,
): Member[] => sortMembers(filterMembers(snapshot.members, filter), sort, snapshot, nowMs);
