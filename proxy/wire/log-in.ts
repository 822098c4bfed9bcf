/** How somebody can log in, and why that failed: the shapes of `/api/session`. Most pages do without them. */
import * as z from 'zod/mini';
import { SessionViewer } from './session.ts';

/** How somebody can log in by a page of ours. */
export const LogInWay = z.enum(['password', 'oidc']);
export type LogInWay = z.infer<typeof LogInWay>;

/** Why somebody whom a trusted reverse proxy named in a header is not let in. */
export const VouchingRefusal = z.enum(['no-role', 'doubled-header', 'garbled-header']);
export type VouchingRefusal = z.infer<typeof VouchingRefusal>;

/** Why a log-in by a provider failed, as `problem` in the address of the page where one logs in. */
export const LogInProblem = z.enum([
  /** There, whoever logs in did not go on, or may not. */
  'cancelled',
  /** It took too long, was begun in another browser, or was used already. */
  'expired',
  /** The answer is not to this log-in, or does not prove to be the provider's. */
  'wrong-answer',
  'provider-away',
  /** The provider and the settings here do not fit. */
  'not-set-up',
  /** The provider's clock and ours differ. */
  'clock',
  'no-role',
  'no-name',
  'busy',
]);
export type LogInProblem = z.infer<typeof LogInProblem>;

/**
 * `GET /api/session`. `viewer`: null where nobody is known. `ways` is empty where nobody has to log in, or nobody can by a
 * page of ours. `provider`: what to call that of `oidc`, null without one. `refused`: why whoever a reverse proxy named is not known.
 */
export const SessionAnswer = z.object({
  viewer: z.nullable(SessionViewer),
  ways: z.array(LogInWay),
  canLogOut: z.boolean(),
  provider: z.nullable(z.string()),
  refused: z.nullable(VouchingRefusal),
});
export type SessionAnswer = z.infer<typeof SessionAnswer>;

/** Body of `POST /api/session`. */
export const LogInDraft = z.object({
  name: z.string().check(z.maxLength(64)),
  password: z.string().check(z.maxLength(512)),
});
export type LogInDraft = z.infer<typeof LogInDraft>;
