/**
 * What one roll call saw. Fields that LXD reports keep LXD's names (`server_name`, `failure_domain`);
 * what Rollcall adds is camelCase, so a reader can tell by whose word a value is.
 * Times are integer milliseconds since 1970 UTC, by the proxy's clock.
 */
import * as z from 'zod/mini';
import { Recording } from './moment.ts';
import { Operation } from './operation.ts';
import { Trust } from './trust.ts';
import { Vitals } from './vitals.ts';
import { Warning } from './warning.ts';

/** Since when something has been so. `witnessed`: the proxy saw it begin; otherwise it already was so at `atMs`. */
export const Since = z.object({ atMs: z.number(), witnessed: z.boolean() });
export type Since = z.infer<typeof Since>;

/**
 * Why something could not be had from a server.
 * `blocked`: the call is accepted and kept waiting, as every member does while the cluster database elects a leader.
 * `stale-view`: an answer in which the answering member calls itself Offline, as they come right after an election.
 * `lxd-error`: the server answered with an error of its own (5xx), as it does without quorum.
 */
export const FailureKind = z.enum([
  'refused',
  'unreachable',
  'dns',
  'timeout',
  'tls-timeout',
  'reset',
  'pin-mismatch',
  'untrusted',
  'forbidden',
  'not-found',
  'not-implemented',
  'not-clustered',
  'other-member',
  'lxd-error',
  'garbage',
  'blocked',
  'stale-view',
]);
export type FailureKind = z.infer<typeof FailureKind>;

/** A failure as the page shows it. `message` is for people and never branched on. */
export const Failure = z.object({ kind: FailureKind, message: z.string() });
export type Failure = z.infer<typeof Failure>;

/**
 * How one part of a roll call stands. A part that is not `ok` keeps its last good value; `observedAtMs` is that
 * value's own time (null: never had one).
 * `refused`: our certificate may not read it. `unsupported`: this server does not offer it.
 */
export const PartState = z.object({
  status: z.enum(['pending', 'ok', 'refused', 'unsupported', 'failed']),
  failure: z.nullable(Failure),
  observedAtMs: z.nullable(z.number()),
  failingSinceMs: z.nullable(z.number()),
});
export type PartState = z.infer<typeof PartState>;

/**
 * Our own witness of a member: TLS connect and `GET /1.0` at the member's own URL, asking nobody else.
 * `silent`: nothing answered. `wrong`: something answered that is not this member of this cluster
 * (another certificate, another name, a member that was removed, garbage).
 */
export const Probe = z.object({
  state: z.enum(['pending', 'answering', 'silent', 'wrong']),
  /** Time from the request to the whole answer; null unless answering. */
  latencyMs: z.nullable(z.number()),
  /** `environment.server_version` of the last answer. */
  version: z.nullable(z.string()),
  failure: z.nullable(Failure),
  /** When the last probe ended; null before the first. */
  observedAtMs: z.nullable(z.number()),
  since: Since,
});
export type Probe = z.infer<typeof Probe>;

/** A member as LXD lists it. Source: `GET /1.0/cluster/members?recursion=1`, API extensions `clustering` and later. */
export const LxdMember = z.object({
  server_name: z.string(),
  url: z.string(),
  /** Leader, voter or stand-by; not "the database works here". */
  database: z.boolean(),
  /** An open set: Online, Offline, Evacuated, Blocked, Evacuating, Restoring, and what may come. */
  status: z.string(),
  /** Free text whose figures change at every read; shown as it is, never parsed, and compared by its other words alone. */
  message: z.string(),
  architecture: z.string(),
  roles: z.array(z.string()),
  failure_domain: z.string(),
  description: z.string(),
  config: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
});
export type LxdMember = z.infer<typeof LxdMember>;

/** A member by both witnesses, side by side and never merged, with its numbers. */
export const Member = z.extend(LxdMember, { statusSince: Since, probe: Probe, vitals: Vitals });
export type Member = z.infer<typeof Member>;

/** Source: `GET /1.0/cluster/groups?recursion=1`, API extension `clustering_groups`. */
export const ClusterGroup = z.object({
  name: z.string(),
  description: z.string(),
  members: z.array(z.string()),
});
export type ClusterGroup = z.infer<typeof ClusterGroup>;

/**
 * What is asked more seldom than the roll is called, so that it costs the cluster next to nothing. `everyMs`: how often
 * at present; it grows where an answer takes the cluster long.
 */
export const RingState = z.extend(PartState, { everyMs: z.number() });
export type RingState = z.infer<typeof RingState>;

/**
 * `state`, `resources`, `pools`: of each member, asked at its own address; here what is so for all of them, such as that
 * the server does not offer it. `events`: whether we hear the cluster's events as they happen.
 */
export const Rings = z.object({
  state: RingState,
  resources: RingState,
  pools: RingState,
  instances: RingState,
  operations: RingState,
  warnings: RingState,
  events: RingState,
});
export type Rings = z.infer<typeof Rings>;

/**
 * Space of a storage pool in the whole cluster, as far as it is known. A remote pool is one for all members, which all
 * report alike, so it counts once; the others are added up. `members`: how many of them told.
 */
export const PoolTotal = z.object({
  name: z.string(),
  driver: z.nullable(z.string()),
  remote: z.nullable(z.boolean()),
  usedBytes: z.number(),
  totalBytes: z.number(),
  members: z.number(),
});
export type PoolTotal = z.infer<typeof PoolTotal>;

/** Which cluster it is, and who spoke for it. Nulls: not known yet. */
export const ClusterIdentity = z.object({
  /** The cluster's id in URLs: its name in the configuration. */
  key: z.string(),
  name: z.string(),
  /** A simulated cluster: everything about it is made up, and every page must say so. */
  demo: z.boolean(),
  product: z.nullable(z.enum(['lxd', 'incus'])),
  serverVersion: z.nullable(z.string()),
  /** The member whose word the list is: `environment.server_name` of the one that answered. */
  answeringMember: z.nullable(z.string()),
  clustered: z.nullable(z.boolean()),
});
export type ClusterIdentity = z.infer<typeof ClusterIdentity>;

/** Who leads the cluster database, and whom it took over from if this run saw that. */
export const Leadership = z.object({ member: z.string(), since: Since, previous: z.nullable(z.string()) });
export type Leadership = z.infer<typeof Leadership>;

/** All of a snapshot but its lists of members, operations and warnings: small, so that a stream can send it whole with every beat. */
export const SnapshotFrame = z.object({
  cluster: ClusterIdentity,
  /** When this snapshot was put together; each part and probe has its own, older time. */
  observedAtMs: z.number(),
  /** When this run of the proxy began to watch: nothing before it is known. */
  watchedSinceMs: z.number(),
  rollCallIntervalMs: z.number(),
  probeIntervalMs: z.number(),
  parts: z.object({ server: PartState, cluster: PartState, members: PartState, groups: PartState }),
  rings: Rings,
  groups: z.array(ClusterGroup),
  /** By name. */
  pools: z.array(PoolTotal),
  leadership: z.nullable(Leadership),
  certificates: z.object({
    /** End of our client certificate's validity. */
    clientNotAfterMs: z.nullable(z.number()),
    /** End of the cluster certificate's validity, as presented. */
    serverNotAfterMs: z.nullable(z.number()),
  }),
  trust: Trust,
  recording: Recording,
});
export type SnapshotFrame = z.infer<typeof SnapshotFrame>;

/**
 * What one roll call saw. Members stand in the order of joining, as LXD lists them; operations the latest first,
 * those under way before those that have just ended; warnings the worst first.
 */
export const ClusterSnapshot = z.extend(SnapshotFrame, {
  members: z.array(Member),
  operations: z.array(Operation),
  warnings: z.array(Warning),
});
export type ClusterSnapshot = z.infer<typeof ClusterSnapshot>;
