import * as z from 'zod/mini';

const Thread = z.strictObject({
  id: z.int(),
  thread: z.int(),
  numa_node: z.int(),
  online: z.boolean(),
  isolated: z.boolean(),
});

/** Frequencies in MHz. */
const Core = z.strictObject({
  core: z.int(),
  die: z.int(),
  frequency: z.optional(z.int()),
  threads: z.array(Thread),
  /** Incus. */
  flags: z.optional(z.array(z.string())),
});

const Socket = z.strictObject({
  socket: z.int(),
  name: z.optional(z.string()),
  vendor: z.optional(z.string()),
  frequency: z.optional(z.int()),
  frequency_minimum: z.optional(z.int()),
  frequency_turbo: z.optional(z.int()),
  cache: z.optional(z.array(z.strictObject({ level: z.int(), type: z.string(), size: z.int() }))),
  cores: z.array(Core),
});

/** `total` counts the threads. */
export const Cpu = z.strictObject({
  architecture: z.string(),
  sockets: z.array(Socket),
  total: z.int(),
});

/** Incus. */
export const Load = z.strictObject({
  Average1Min: z.number(),
  Average5Min: z.number(),
  Average10Min: z.number(),
  Processes: z.int(),
});
