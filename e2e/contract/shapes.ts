import * as z from 'zod/mini';

// Strict, in contrast to what the proxy reads with: here a field too many is news as well. They hold for LXD 5.0.2 and
// Incus 6.0.4.

/** Any answer that is not asynchronous. */
const Envelope = z.strictObject({
  type: z.enum(['sync', 'error']),
  status: z.string(),
  status_code: z.int(),
  operation: z.literal(''),
  error_code: z.int(),
  error: z.string(),
  metadata: z.unknown(),
});

export const Success = z.extend(Envelope, {
  type: z.literal('sync'),
  status: z.literal('Success'),
  status_code: z.literal(200),
  error_code: z.literal(0),
  error: z.literal(''),
});

/** The status is empty and its code 0 in an error: only `error_code` counts. */
export const Failure = z.extend(Envelope, {
  type: z.literal('error'),
  status: z.literal(''),
  status_code: z.literal(0),
  metadata: z.null(),
});

export const Member = z.strictObject({
  server_name: z.string(),
  url: z.string(),
  database: z.boolean(),
  status: z.string(),
  message: z.string(),
  architecture: z.string(),
  roles: z.array(z.string()),
  failure_domain: z.string(),
  description: z.string(),
  config: z.record(z.string(), z.string()),
  groups: z.array(z.string()),
});
export type Member = z.infer<typeof Member>;
export const Members = z.array(Member);

export const Cluster = z.strictObject({
  server_name: z.string(),
  enabled: z.boolean(),
  member_config: z.nullable(
    z.array(
      z.strictObject({
        entity: z.string(),
        name: z.string(),
        key: z.string(),
        value: z.string(),
        description: z.string(),
      }),
    ),
  ),
});

export const Group = z.strictObject({
  name: z.string(),
  description: z.string(),
  members: z.array(z.string()),
});

export const MemberState = z.strictObject({
  sysinfo: z.strictObject({
    uptime: z.int(),
    load_averages: z.tuple([z.number(), z.number(), z.number()]),
    total_ram: z.int(),
    free_ram: z.int(),
    shared_ram: z.int(),
    buffered_ram: z.int(),
    total_swap: z.int(),
    free_swap: z.int(),
    processes: z.int(),
  }),
  storage_pools: z.record(
    z.string(),
    z.strictObject({
      space: z.strictObject({ used: z.int(), total: z.int() }),
      inodes: z.strictObject({ used: z.int(), total: z.int() }),
    }),
  ),
});

/** /1.0 as a trusted client sees it: the parts that Rollcall reads; there is much more. */
export const TrustedServer = z.object({
  api_extensions: z.array(z.string()),
  api_status: z.literal('stable'),
  api_version: z.literal('1.0'),
  auth: z.literal('trusted'),
  auth_methods: z.array(z.string()),
  public: z.literal(false),
  config: z.nullable(z.record(z.string(), z.string())),
  environment: z.object({
    addresses: z.array(z.string()),
    architectures: z.array(z.string()),
    certificate: z.string(),
    certificate_fingerprint: z.string(),
    kernel: z.string(),
    kernel_version: z.string(),
    os_name: z.string(),
    os_version: z.string(),
    project: z.string(),
    server: z.enum(['lxd', 'incus']),
    server_clustered: z.literal(true),
    server_event_mode: z.literal('full-mesh'),
    server_name: z.string(),
    server_pid: z.int(),
    server_version: z.string(),
  }),
});

/** An event as it comes over the socket. */
export const Event = z.object({
  type: z.enum(['lifecycle', 'operation', 'logging']),
  timestamp: z.string(),
  location: z.string(),
  project: z.optional(z.string()),
  metadata: z.record(z.string(), z.unknown()),
});
export type Event = z.infer<typeof Event>;
