import * as z from 'zod/mini';
import { Timestamp } from './scalars.ts';

export const Warning = z.strictObject({
  uuid: z.string(),
  type: z.string(),
  severity: z.enum(['low', 'moderate', 'high']),
  status: z.enum(['new', 'acknowledged', 'resolved']),
  count: z.int(),
  first_seen_at: Timestamp,
  last_seen_at: Timestamp,
  last_message: z.string(),
  /** The member that noticed it, which may be another than the one it is about. */
  location: z.string(),
  project: z.string(),
  entity_url: z.string(),
});
