import type { Clock } from './clock.ts';
import type { Instances } from './instances/instances.ts';
import type { ListCache } from './instances/list-cache.ts';
import type { EventBus } from './lifecycle.ts';
import type { Member } from './member.ts';
import type { Operations } from './operations.ts';
import type { Projects } from './projects.ts';
import type { Pools } from './storage/pools.ts';
import type { Client, TrustStore } from './trust.ts';
import type { Warnings } from './warnings.ts';
import type { World } from './world.ts';

/** What is the same for every request to the simulated cluster. */
export type Cluster = {
  name: string;
  seed: number;
  world: World;
  clock: Clock;
  events: EventBus;
  operations: Operations;
  pools: Pools;
  warnings: Warnings;
  trust: TrustStore;
  projects: Projects;
  instances: Instances;
  instanceLists: ListCache;
  serverCertPem: string;
  serverFingerprint: string;
  /** Resolves while the member's process runs. */
  whenRunning: (member: Member) => Promise<void>;
};

/** A request as a handler sees it: already known to be allowed, and with the database at hand if it needs that. */
export type SimRequest = {
  cluster: Cluster;
  /** The member that was asked. */
  member: Member;
  client: Client;
  /** The parts of the path that the route left open, decoded. */
  params: string[];
  query: URLSearchParams;
  /** The parsed body; undefined when there was none or it was not JSON. */
  body: unknown;
};

/** `recursion=1` and more: objects in place of URLs. */
export const isRecursive = (query: URLSearchParams): boolean => Number(query.get('recursion') ?? '0') > 0;
