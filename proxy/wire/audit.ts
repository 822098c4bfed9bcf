/** Who did what: the shapes of `/api/audit`. */
import * as z from 'zod/mini';
import { Way } from './session.ts';

export const AuditKind = z.enum([
  'log-in',
  'log-in-refused',
  'log-out',
  'log-out-everywhere',
  'note-written',
  'note-edited',
  'note-deleted',
  'display-link-made',
  'display-link-revoked',
  'display-link-used',
]);
export type AuditKind = z.infer<typeof AuditKind>;

/** All texts are from outside, and cut to a length. */
export const AuditEntry = z.object({
  id: z.number(),
  atMs: z.number(),
  kind: AuditKind,
  /** Of whom it is told: of a log-in that was refused, the name that was tried. Null: of nobody in particular. */
  name: z.nullable(z.string()),
  by: Way,
  /** Where from: an IP address. */
  address: z.string(),
  /** What more there is to say: the note, why it was refused. */
  detail: z.nullable(z.string()),
});
export type AuditEntry = z.infer<typeof AuditEntry>;

/** `GET /api/audit`: the newest first. `next`: the cursor of the next page. */
export const AuditAnswer = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  entries: z.array(AuditEntry),
  next: z.nullable(z.string()),
});
export type AuditAnswer = z.infer<typeof AuditAnswer>;
