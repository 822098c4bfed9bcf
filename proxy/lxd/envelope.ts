/** LXD's envelope around every JSON answer. Source: doc/rest-api.md of LXD, "Return values". */
import { z } from 'zod';
import { type Result, err, ok } from '../result.ts';
import type { Failure, FailureKind } from '../wire/snapshot.ts';

const Sync = z.object({ type: z.literal('sync'), metadata: z.unknown() });
const Refusal = z.object({ type: z.literal('error'), error_code: z.number(), error: z.string() });
const Envelope = z.union([Sync, Refusal]);

const KIND_OF_STATUS: ReadonlyMap<number, FailureKind> = new Map([
  [401, 'forbidden'],
  [403, 'forbidden'],
  [404, 'not-found'],
  [501, 'not-implemented'],
]);

/** Of a server's error text, which goes into every snapshot. LXD's own are a sentence or two. */
const MAX_ERROR_CHARS = 500;

/**
 * The `metadata` of an answer, parsed by `schema`; or why there is none. `what` names the endpoint in messages.
 * Branches on codes alone: LXD's texts differ among versions.
 */
export function parseEnvelope<T>(
  body: string,
  status: number,
  schema: z.core.$ZodType<T>,
  what: string,
): Result<T, Failure> {
  const garbage = (why: string): { ok: false; error: Failure } =>
    err({ kind: 'garbage', message: `${what}: HTTP ${status}, ${why}` });
  let json: unknown;
  try {
    json = JSON.parse(body);
  } catch {
    return garbage('the body is not JSON');
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return garbage('the body is not an LXD answer');
  if (envelope.data.type === 'error') {
    const { error_code: code, error } = envelope.data;
    const message = `${what}: ${code} ${error.slice(0, MAX_ERROR_CHARS)}`;
    return err({ kind: KIND_OF_STATUS.get(code) ?? 'lxd-error', message });
  }
  if (status >= 400) return garbage('yet the body says success');
  const metadata = z.safeParse(schema, envelope.data.metadata);
  if (metadata.success) return ok(metadata.data);
  const issue = metadata.error.issues[0];
  return garbage(`metadata.${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not as expected'}`);
}

/** The envelope of an error, as LXD would send it. */
export const errorEnvelope = (code: number, error: string): object => ({
  type: 'error',
  status: '',
  status_code: 0,
  operation: '',
  error_code: code,
  error,
  metadata: null,
});
