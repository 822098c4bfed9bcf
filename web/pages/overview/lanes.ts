/** The members by what they have in common: their failure domain, or the groups that they are in. Pure. */
import { databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import type { DomainSpread, Loss } from '~wire/voter-spread.ts';
import { trouble } from '~wire/witness.ts';
import { compareNatural } from '../../lib/natural.ts';

/** A row of members. */
export type Lane = {
  key: string;
  /** Null: what is in none. */
  name: string | null;
  description: string;
  /** Those in view: the troubled ones first, then the voters. */
  members: Member[];
  /** Of all that are in it, in view or not. */
  count: number;
  voters: number;
  /** What the loss of all of it would do to the cluster database; null: it is nothing that is lost as a whole. */
  loss: Loss | null;
};

const ROLE_ORDER = { leader: 0, voter: 1, 'stand-by': 2, spare: 3 } as const;
const roleOrder = ({ roles }: Member): number => ROLE_ORDER[databaseRole(roles)];

const byName = (a: Lane, b: Lane): number =>
  Number(a.name === null) - Number(b.name === null) || compareNatural(a.name ?? '', b.name ?? '');

/** Puts the members of each lane in order, and leaves out the lanes of which none is in view. */
function inView(lanes: readonly Lane[], snapshot: ClusterSnapshot, nowMs: number): Lane[] {
  const inOrder = (a: Member, b: Member): number =>
    trouble(b, snapshot, nowMs) - trouble(a, snapshot, nowMs) ||
    roleOrder(a) - roleOrder(b) ||
    compareNatural(a.server_name, b.server_name);
  return lanes
    .filter(({ members }) => members.length > 0)
    .map((lane) => ({ ...lane, members: lane.members.toSorted(inOrder) }))
    .toSorted(byName);
}

/** `shown`: the members that a filter lets through. */
export function domainLanes(
  snapshot: ClusterSnapshot,
  domains: readonly DomainSpread[],
  shown: readonly Member[],
  nowMs: number,
): Lane[] {
  const visible = new Set(shown);
  const lanes = domains.map(({ name, members, voters, loss }): Lane => ({
    key: name,
    name,
    description: '',
    members: members.filter((member) => visible.has(member)),
    count: members.length,
    voters: voters.length,
    loss: domains.length > 1 ? loss : null,
  }));
  return inView(lanes, snapshot, nowMs);
}

/** A member stands in each of its groups. */
export function groupLanes(snapshot: ClusterSnapshot, shown: readonly Member[], nowMs: number): Lane[] {
  const visible = new Set(shown);
  const descriptions = new Map(snapshot.groups.map(({ name, description }) => [name, description]));
  const lanes = new Map<string | null, Lane>();
  for (const member of snapshot.members) {
    const names: (string | null)[] = member.groups.length === 0 ? [null] : member.groups;
    for (const name of new Set(names)) {
      const lane = lanes.get(name) ?? {
        key: name === null ? 'none' : `group ${name}`,
        name,
        description: descriptions.get(name ?? '') ?? '',
        members: [],
        count: 0,
        voters: 0,
        loss: null,
      };
      lane.count += 1;
      if (roleOrder(member) <= ROLE_ORDER.voter) lane.voters += 1;
      if (visible.has(member)) lane.members.push(member);
      lanes.set(name, lane);
    }
  }
  return inView([...lanes.values()], snapshot, nowMs);
}
