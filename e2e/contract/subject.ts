import { makeIdentity } from '../clusters/identity.ts';
import type { Identity, Product, TestCluster } from '../clusters/cluster.ts';
import { connectTo, type Client } from './https.ts';
import { Members, type Member } from './shapes/cluster.ts';
import { Success } from './shapes/envelope.ts';

/** `stranger` presents a certificate that the cluster does not know, `nobody` presents none. */
export type Caller = 'admin' | 'restricted' | 'restrictedWithProjects' | 'stranger' | 'nobody';

/** Those whom a cluster knows, and of them those who may not do everything. */
export const TRUSTED = ['admin', 'restricted', 'restrictedWithProjects'] as const;
export const RESTRICTED = ['restricted', 'restrictedWithProjects'] as const;

/** A cluster with what the checks need around it. */
export type Subject = {
  cluster: TestCluster;
  /** `cluster.offline_threshold` as it passes here; divided by the speed for a simulation. */
  offlineThresholdMs: number;
  /** What is waited for at most, of something that takes a real cluster `ms`. */
  patience(ms: number): number;
  /** Connections to one member, the first unless named; kept until the end. */
  as(caller: Caller, member?: string): Client;
  /** Every member's row as `member` sees it; throws when the answer is no success. */
  list(member?: string, deadlineMs?: number): Promise<Member[]>;
  close(): Promise<void>;
};

export type Tempo = { speed: number; offlineThresholdMs: number };

/** Added to every scaled wait: the test's own machine is no faster with a faster simulation. */
const SLACK_MS = 4000;

export async function makeSubject(
  cluster: TestCluster,
  { speed, offlineThresholdMs }: Tempo,
): Promise<Subject> {
  const stranger = await makeIdentity('stranger');
  const identities: Record<Caller, Identity | undefined> = {
    admin: cluster.admin,
    restricted: cluster.restricted,
    restrictedWithProjects: cluster.restrictedWithProjects,
    stranger,
    nobody: undefined,
  };
  const clients = new Map<string, Client>();
  const as = (caller: Caller, member?: string) => {
    const endpoint = member === undefined ? firstOf(cluster.endpoints) : cluster.endpointOf(member);
    const key = `${caller} ${endpoint}`;
    const client = clients.get(key) ?? connectTo(endpoint, identities[caller]);
    clients.set(key, client);
    return client;
  };

  return {
    cluster,
    offlineThresholdMs,
    patience: (ms) => ms / speed + SLACK_MS,
    as,
    async list(member, deadlineMs = 10_000) {
      const answer = await as('restricted', member).ask('/1.0/cluster/members?recursion=1', { deadlineMs });
      return Members.parse(Success.parse(answer.body).metadata);
    },
    async close() {
      await Promise.all([...clients.values()].map((client) => client.close()));
      await cluster.close();
    },
  };
}

/** The only, or first, of some; throws when there are none. */
export function firstOf<T>(items: readonly T[]): T {
  const [first] = items;
  if (first === undefined) throw new Error('there are none');
  return first;
}

/** The row of one member; throws when it is not in the list. */
export function rowOf(members: readonly Member[], name: string): Member {
  return firstOf(members.filter((each) => each.server_name === name));
}

/** What a restricted certificate is told when it asks for more than it may. */
export const refusalOf = (product: Product): string =>
  product === 'lxd' ? 'not authorized' : 'Certificate is restricted';

export const isLeader = (member: Member): boolean => member.roles.includes('database-leader');

export const statuses = (members: readonly Member[]): Record<string, string> =>
  Object.fromEntries(members.map((each) => [each.server_name, each.status]));

/** The members that are not the leader, in the order of joining. */
export async function followers({ cluster }: Subject): Promise<string[]> {
  const leader = await cluster.leader();
  return cluster.memberNames.filter((name) => name !== leader);
}
