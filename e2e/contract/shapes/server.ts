import * as z from 'zod/mini';

/** `true` and `false` as words. */
const Features = z.record(z.string(), z.enum(['true', 'false']));

const Environment = z.strictObject({
  server: z.enum(['lxd', 'incus']),
  server_name: z.string(),
  server_version: z.string(),
  server_pid: z.int(),
  server_clustered: z.boolean(),
  server_event_mode: z.enum(['full-mesh', 'hub-server', 'hub-client']),
  addresses: z.array(z.string()),
  certificate: z.string(),
  certificate_fingerprint: z.string(),
  project: z.string(),
  architectures: z.array(z.string()),
  os_name: z.string(),
  os_version: z.string(),
  kernel: z.string(),
  kernel_architecture: z.string(),
  kernel_version: z.string(),
  kernel_features: Features,
  driver: z.string(),
  driver_version: z.string(),
  lxc_features: Features,
  firewall: z.string(),
  storage: z.string(),
  storage_version: z.string(),
  storage_supported_drivers: z.array(
    z.strictObject({ Name: z.string(), Version: z.string(), Remote: z.boolean() }),
  ),
});

/** `/1.0` as a trusted client sees it. */
export const Server = z.strictObject({
  api_extensions: z.array(z.string()),
  api_status: z.literal('stable'),
  api_version: z.literal('1.0'),
  auth: z.literal('trusted'),
  auth_methods: z.array(z.string()),
  /** Incus. */
  auth_user_name: z.optional(z.string()),
  auth_user_method: z.optional(z.string()),
  public: z.literal(false),
  config: z.nullable(z.record(z.string(), z.string())),
  environment: Environment,
});
