import * as z from 'zod/mini';

// All shapes are strict, in contrast to what the proxy reads with: here a field too many is news as well. They hold for
// LXD 5.0.2 and Incus 6.0.4, and have every field that LXD documents.

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
