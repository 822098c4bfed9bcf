import * as z from 'zod/mini';
import { Operation } from './operation.ts';
import { Timestamp } from './scalars.ts';

/** Any event as it comes over the socket. */
export const Event = z.strictObject({
  type: z.enum(['lifecycle', 'operation', 'logging']),
  timestamp: Timestamp,
  location: z.string(),
  project: z.optional(z.string()),
  metadata: z.record(z.string(), z.unknown()),
});
export type Event = z.infer<typeof Event>;

export const LifecycleEvent = z.extend(Event, {
  type: z.literal('lifecycle'),
  metadata: z.strictObject({
    action: z.string(),
    source: z.string(),
    context: z.optional(z.record(z.string(), z.unknown())),
    requestor: z.optional(
      z.strictObject({ username: z.string(), protocol: z.string(), address: z.string() }),
    ),
    /** Incus, of what has a name. */
    name: z.optional(z.string()),
    project: z.optional(z.string()),
  }),
});
export type LifecycleEvent = z.infer<typeof LifecycleEvent>;

export const OperationEvent = z.extend(Event, { type: z.literal('operation'), metadata: Operation });
export type OperationEvent = z.infer<typeof OperationEvent>;
