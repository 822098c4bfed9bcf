/**
 * Events of LXD without what could be a secret, rebuilt from the fields that are known to hold none. Of the context of a
 * lifecycle event only names are kept: it also holds the commands that are run in instances, and the paths of files.
 */
import { z } from 'zod';
import { type RedactedOperation, redactOperation } from './operation.ts';
import { MAX_NAME, clip, toApiPath } from './text.ts';

type Requestor = { username: string; protocol: string; address: string };

/** With LXD's names. `name` and `project` came with the extension `event_lifecycle_name_and_project`. */
export type RedactedLifecycle = {
  action: string;
  /** Empty where the server gives no path of the API. */
  source: string;
  context?: Record<string, string>;
  requestor?: Requestor;
  name?: string;
  project?: string;
};

/** A frame of `GET /1.0/events`. `location` is absent where nothing is clustered, `project` where none is concerned. */
export type RedactedFrame = { timestamp: string; location?: string; project?: string } & (
  | { type: 'lifecycle'; metadata: RedactedLifecycle }
  | { type: 'operation'; metadata: RedactedOperation }
);

const name = z.string().transform((value) => clip(value, MAX_NAME));
const maybeName = name.optional().catch(undefined);

const Frame = z.object({
  type: z.enum(['lifecycle', 'operation']),
  timestamp: z.string().max(MAX_NAME),
  metadata: z.unknown(),
  location: maybeName,
  project: maybeName,
});

const Lifecycle = z.object({
  action: z.string().regex(/^[a-z][a-z-]{0,79}$/),
  source: z.string().catch(''),
  context: z.record(z.string(), z.unknown()).optional().catch(undefined),
  requestor: z
    .object({ username: name.catch(''), protocol: name.catch(''), address: name.catch('') })
    .optional()
    .catch(undefined),
  name: maybeName,
  project: maybeName,
});

/** Names of things, and kinds of them. Source: doc/events.md of LXD 5.0, and what LXD and Incus have added since. */
const KEPT_CONTEXT = ['location', 'new_name', 'old_name', 'snapshot', 'storage-pool', 'target', 'type'];
/** Not an address: a `target` may be the server that an image was sent to. */
const PLAIN_NAME = /^[\p{L}\p{N}._-]{1,255}$/u;

/** A frame as the socket brings it, parsed from JSON; null for any other type, and for what is no event. */
export function redactFrame(raw: unknown): RedactedFrame | null {
  const parsed = Frame.safeParse(raw);
  if (!parsed.success) return null;
  const { type, timestamp, metadata: rawMetadata, location, project } = parsed.data;
  const where = { ...(location !== undefined && { location }), ...(project !== undefined && { project }) };
  if (type === 'operation') {
    const metadata = redactOperation(rawMetadata);
    return metadata === null ? null : { type, timestamp, metadata, ...where };
  }
  const metadata = redactLifecycle(rawMetadata);
  return metadata === null ? null : { type, timestamp, metadata, ...where };
}

function redactLifecycle(raw: unknown): RedactedLifecycle | null {
  const parsed = Lifecycle.safeParse(raw);
  if (!parsed.success) return null;
  const { action, source, context, requestor, name: subject, project } = parsed.data;
  const kept = KEPT_CONTEXT.flatMap((key) => {
    const value = context?.[key];
    return typeof value === 'string' && PLAIN_NAME.test(value) ? [[key, value] as const] : [];
  });
  return {
    action,
    source: toApiPath(source) ?? '',
    ...(kept.length > 0 && { context: Object.fromEntries(kept) }),
    ...(requestor !== undefined && { requestor }),
    ...(subject !== undefined && { name: subject }),
    ...(project !== undefined && { project }),
  };
}
