/** What is known of one member beyond what everybody is sent: asked for by its page, part by part. */
import * as z from 'zod/mini';
import { Hardware } from './hardware.ts';
import { Instance } from './instance.ts';
import { PartState } from './snapshot.ts';

/**
 * What a member says of itself, in LXD's names. Source: `GET /1.0`, `environment`, read with every probe.
 * Null: the server does not say (an API extension that it lacks).
 */
export const ServerFacts = z.object({
  server: z.string(),
  server_name: z.string(),
  server_version: z.string(),
  server_pid: z.nullable(z.number()),
  /** full-mesh, hub-server or hub-client; API extension `event_hub`. */
  server_event_mode: z.nullable(z.string()),
  /** LXD, API extension `server_version_lts`. */
  server_lts: z.nullable(z.boolean()),
  kernel: z.string(),
  kernel_version: z.string(),
  kernel_architecture: z.string(),
  kernel_features: z.record(z.string(), z.string()),
  lxc_features: z.record(z.string(), z.string()),
  os_name: z.string(),
  os_version: z.string(),
  architectures: z.array(z.string()),
  addresses: z.array(z.string()),
  /** Of instances: `lxc`, `lxc | qemu`. */
  driver: z.string(),
  driver_version: z.string(),
  instance_types: z.array(z.string()),
  firewall: z.string(),
  project: z.string(),
  /** The storage drivers in use, `zfs | dir`, and their versions. */
  storage: z.string(),
  storage_version: z.string(),
  storage_supported_drivers: z.array(
    z.object({ Name: z.string(), Version: z.string(), Remote: z.boolean() }),
  ),
  /** SHA-256 of the certificate that the member presents, which is the cluster's, hex. */
  certificate_fingerprint: z.string(),
  api_status: z.string(),
  api_version: z.string(),
  auth_methods: z.array(z.string()),
  api_extensions: z.array(z.string()),
});
export type ServerFacts = z.infer<typeof ServerFacts>;

/** Bytes, counts; inodes are 0 where the driver has none. */
export const Usage = z.object({ used: z.number(), total: z.number() });

/**
 * Source: `GET /1.0/cluster/members/NAME/state`, asked of the member itself; API extension `cluster_member_state`.
 * Bytes; `uptime` in seconds since the host was booted; `processes` counts threads too and wraps at 65,536.
 */
export const MemberState = z.object({
  sysinfo: z.object({
    uptime: z.number(),
    load_averages: z.tuple([z.number(), z.number(), z.number()]),
    total_ram: z.number(),
    free_ram: z.number(),
    shared_ram: z.number(),
    buffered_ram: z.number(),
    total_swap: z.number(),
    free_swap: z.number(),
    processes: z.number(),
    /** LXD, API extension `state_logical_cpus`. */
    logical_cpus: z.nullable(z.number()),
  }),
  storage_pools: z.record(z.string(), z.object({ space: Usage, inodes: z.nullable(Usage) })),
});
export type MemberState = z.infer<typeof MemberState>;

/** A storage pool of the cluster. Source: `GET /1.0/storage-pools?recursion=1`. */
export const StoragePool = z.object({
  name: z.string(),
  driver: z.string(),
  description: z.string(),
  /** Created, Pending, Errored, Unknown, Unavailable. */
  status: z.string(),
});
export type StoragePool = z.infer<typeof StoragePool>;

/**
 * A pool as one member sees it. `pool` null: the list of pools could not be read. `remote`: the driver keeps it outside
 * of the members, so that every member reports the same space; null: not known.
 */
export const MemberPool = z.object({
  name: z.string(),
  pool: z.nullable(StoragePool),
  remote: z.nullable(z.boolean()),
  space: z.nullable(Usage),
  inodes: z.nullable(Usage),
});
export type MemberPool = z.infer<typeof MemberPool>;

/** How one part of a member's detail stands, and its last good value. */
const part = <T extends z.ZodMiniType>(value: T) => z.object({ part: PartState, value: z.nullable(value) });

/** `GET /api/clusters/:cluster/members/:member`. */
export const MemberDetail = z.object({
  server_name: z.string(),
  server: part(ServerFacts),
  state: part(MemberState),
  pools: part(z.array(MemberPool)),
});
export type MemberDetail = z.infer<typeof MemberDetail>;

/** `GET /api/clusters/:cluster/members/:member/hardware`. */
export const HardwareAnswer = part(Hardware);
export type HardwareAnswer = z.infer<typeof HardwareAnswer>;

/** `GET /api/clusters/:cluster/members/:member/instances`; by project and name. */
export const InstancesAnswer = part(z.array(Instance));
export type InstancesAnswer = z.infer<typeof InstancesAnswer>;
