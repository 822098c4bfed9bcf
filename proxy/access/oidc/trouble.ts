/** What can go wrong between a provider and us, told apart by kinds and codes. */
import { AuthorizationResponseError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import type { LogInProblem } from '../../wire/log-in.ts';

/** `reason`: for the log, of fixed words and codes alone: what a provider sent may hold codes, tokens and secrets. */
export type Trouble = { problem: LogInProblem; reason: string };

/** It could not be asked, or not be understood at all. `reason` is a code. */
export class Unreachable extends Error {
  readonly reason: string;

  constructor(reason: string) {
    super(reason);
    this.name = 'Unreachable';
    this.reason = reason;
  }
}

/** It is not the one that was asked for. */
export class OtherIssuer extends Error {}

/** What RFC 6749 and OpenID Connect name where nobody is at fault but whoever logs in. */
const CANCELLED = ['access_denied', 'login_required', 'interaction_required', 'consent_required'];
const AWAY = ['server_error', 'temporarily_unavailable'];

/** By the codes of the library, and of the one below it. */
const TROUBLES: Readonly<Record<string, Trouble>> = {
  OAUTH_RESPONSE_IS_NOT_CONFORM: { problem: 'provider-away', reason: 'an unexpected HTTP status' },
  OAUTH_RESPONSE_IS_NOT_JSON: { problem: 'provider-away', reason: 'its answer is no JSON' },
  OAUTH_PARSE_ERROR: { problem: 'provider-away', reason: 'its answer is no JSON' },
  OAUTH_JWT_TIMESTAMP_CHECK_FAILED: { problem: 'clock', reason: 'what it signed is not valid now' },
  OAUTH_INVALID_RESPONSE: { problem: 'wrong-answer', reason: 'its answer is not as it has to be' },
  OAUTH_JWT_CLAIM_COMPARISON_FAILED: { problem: 'wrong-answer', reason: 'a claim is of another log-in' },
  OAUTH_KEY_SELECTION_FAILED: { problem: 'wrong-answer', reason: 'no key of its own signed it' },
  OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED: { problem: 'wrong-answer', reason: 'it told of somebody else' },
  OAUTH_MISSING_SERVER_METADATA: { problem: 'not-set-up', reason: 'it lacks an endpoint' },
  OAUTH_INVALID_SERVER_METADATA: { problem: 'not-set-up', reason: 'an endpoint of it can not be used' },
  OAUTH_HTTP_REQUEST_FORBIDDEN: { problem: 'not-set-up', reason: 'an endpoint of it is not https' },
  OAUTH_REQUEST_PROTOCOL_FORBIDDEN: { problem: 'not-set-up', reason: 'an endpoint of it is not https' },
  OAUTH_UNSUPPORTED_OPERATION: { problem: 'not-set-up', reason: 'it signs in a way that is not taken here' },
};

/** What a failed call of the library means. */
export function troubleOf(error: unknown): Trouble {
  const unreachable = [error, causeOf(error)].find((each) => each instanceof Unreachable);
  if (unreachable instanceof Unreachable) return { problem: 'provider-away', reason: unreachable.reason };
  if (error instanceof AuthorizationResponseError) {
    const problem = CANCELLED.includes(error.error)
      ? 'cancelled'
      : AWAY.includes(error.error)
        ? 'provider-away'
        : 'not-set-up';
    return { problem, reason: codeIn(error.error) };
  }
  if (error instanceof ResponseBodyError) {
    const problem =
      error.status >= 500 || AWAY.includes(error.error)
        ? 'provider-away'
        : error.error === 'invalid_grant'
          ? 'wrong-answer'
          : 'not-set-up';
    return { problem, reason: codeIn(error.error) };
  }
  if (error instanceof WWWAuthenticateChallengeError)
    return { problem: 'not-set-up', reason: 'it refused the client or its secret' };
  if (error instanceof OtherIssuer)
    return { problem: 'not-set-up', reason: 'it names itself otherwise than issuer does' };
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return TROUBLES[code] ?? { problem: 'wrong-answer', reason: code === '' ? 'unknown' : code };
}

const causeOf = (error: unknown): unknown => (error instanceof Error ? error.cause : undefined);

/** An error code of OAuth, which is a text of the provider's. */
const codeIn = (text: string): string => (/^[a-z_]{1,40}$/.test(text) ? text : 'an unknown error');
