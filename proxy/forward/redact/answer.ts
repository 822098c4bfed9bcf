/** Answers as a viewer may see them: an envelope made anew around what is kept of its metadata. */
import { z } from 'zod';
import { UUID, redactOperation } from './operation.ts';
import type { Resource } from '../allow-list.ts';

/** What is kept of an answer's metadata; null: it is not what the endpoint gives. */
type Redaction = (metadata: unknown) => object | null;

/** By endpoint; what is not here is forwarded as it is. */
export const REDACTIONS: Partial<Record<Resource['kind'], Redaction>> = {
  server: keptOfServer,
  operations: keptOfOperations,
  operation: redactOperation,
};

/** Of `GET /1.0`. Anything else, the server's `config` above all, and whatever newer servers add, stays here. */
const KEPT_OF_SERVER = [
  'api_extensions',
  'api_status',
  'api_version',
  'auth',
  'auth_methods',
  'public',
  'environment',
] as const;

const Envelope = z.object({
  type: z.enum(['sync', 'error']),
  status: z.string().optional(),
  status_code: z.number().optional(),
  operation: z.literal('').optional(),
  error_code: z.number().optional(),
  error: z.string().optional(),
});
const Metadata = z.object({ metadata: z.unknown() });
const Fields = z.record(z.string(), z.unknown());

/** The body with its metadata redacted; of an error, without any. Null if it is no envelope, or not around what it should be. */
export function redactBody(body: Buffer, redaction: Redaction): Buffer | null {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return null;
  const isError = envelope.data.type === 'error';
  const metadata = isError ? null : redaction(Metadata.safeParse(json).data?.metadata);
  if (metadata === null && !isError) return null;
  return Buffer.from(`${JSON.stringify({ ...envelope.data, metadata })}\n`);
}

/** With an empty `config`, as LXD gives it to the untrusted. */
function keptOfServer(metadata: unknown): object | null {
  const fields = Fields.safeParse(metadata);
  if (!fields.success) return null;
  const kept = KEPT_OF_SERVER.flatMap((key) =>
    key in fields.data ? [[key, fields.data[key]] as const] : [],
  );
  return { ...Object.fromEntries(kept), config: {} };
}

const Lists = z.record(z.string(), z.array(z.unknown())).nullable();
const STATUS = /^[a-z][a-z ]{0,39}$/;
const OPERATION_PATH = new RegExp(`^/1\\.0/operations/${UUID.source.slice(1)}`);

/** Lists by status in small letters: of operations, or of their paths. Of what is neither nothing is left. */
function keptOfOperations(metadata: unknown): object | null {
  const lists = Lists.safeParse(metadata);
  if (!lists.success) return null;
  const keep = (item: unknown): unknown[] => {
    if (typeof item === 'string') return OPERATION_PATH.test(item) ? [item] : [];
    const operation = redactOperation(item);
    return operation === null ? [] : [operation];
  };
  return Object.fromEntries(
    Object.entries(lists.data ?? {})
      .filter(([status]) => STATUS.test(status))
      .map(([status, items]) => [status, items.flatMap(keep)]),
  );
}
