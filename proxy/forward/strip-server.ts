/** `GET /1.0` as a viewer may see it. */
import { z } from 'zod';

/** What is kept of `metadata`. Anything else, the server's `config` above all, and whatever newer servers add, stays here. */
const KEPT = [
  'api_extensions',
  'api_status',
  'api_version',
  'auth',
  'auth_methods',
  'public',
  'environment',
] as const;

const Envelope = z.looseObject({ type: z.enum(['sync', 'error']), metadata: z.unknown() });
const Metadata = z.record(z.string(), z.unknown());

/** The body with all but the kept fields removed and an empty `config`, as LXD gives it to the untrusted; null if it is no envelope. */
export function stripServer(body: Buffer): Buffer | null {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    return null;
  }
  const envelope = Envelope.safeParse(json);
  if (!envelope.success) return null;
  if (envelope.data.type === 'error')
    return Buffer.from(JSON.stringify({ ...envelope.data, metadata: null }));
  const metadata = Metadata.safeParse(envelope.data.metadata);
  if (!metadata.success) return null;
  const kept = KEPT.flatMap((key) => (key in metadata.data ? [[key, metadata.data[key]] as const] : []));
  return Buffer.from(
    JSON.stringify({ ...envelope.data, metadata: { ...Object.fromEntries(kept), config: {} } }),
  );
}
