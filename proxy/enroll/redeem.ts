/** Turns a token into trust: tells the server that made it to trust the certificate that this connection presents. */
import { z } from 'zod';
import { parseEnvelope } from '../lxd/envelope.ts';
import { type Result, err, ok } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import type { Door } from './door.ts';
import type { EnrollToken } from './token.ts';

const Server = z.object({ api_extensions: z.array(z.string()) });

/** Where a token goes, and what stands beside it. */
type Redemption = { path: string; body: object };

/**
 * What each version takes. `explicit_trust_token` (LXD 5.21 and later) and `certificate_description` (Incus, which has no
 * extension for it) tell that tokens have a field of their own; LXD 5.0 takes them for the trust password, and ignores the field.
 */
export function redemptionOf({ text, forIdentity }: EnrollToken, extensions: readonly string[]): Redemption {
  if (forIdentity && extensions.includes('access_management_tls')) {
    return { path: '/1.0/auth/identities/tls', body: { trust_token: text } };
  }
  const hasField = extensions.includes('explicit_trust_token') || isIncus(extensions);
  return {
    path: '/1.0/certificates',
    body: { type: 'client', [hasField ? 'trust_token' : 'password']: text },
  };
}

/** Incus has no `explicit_trust_token`, and LXD no `certificate_description`. */
export const isIncus = (extensions: readonly string[]): boolean =>
  extensions.includes('certificate_description') && !extensions.includes('explicit_trust_token');

/** A server that has shown the certificate that the token tells of, and what it can do. */
export type Greeted = { origin: string; extensions: string[] };

/** Finds the member that made the token; of several addresses of it the first that answers. Nothing is spent by that. */
export async function greet(door: Door, { origins }: EnrollToken): Promise<Result<Greeted, Failure>> {
  let failure: Failure = { kind: 'unreachable', message: 'the token names no address' };
  for (const origin of origins) {
    const answer = await door.ask(origin, 'GET', '/1.0');
    const server = answer.ok
      ? parseEnvelope(answer.value.body, answer.value.status, Server, 'GET /1.0')
      : answer;
    if (server.ok) return ok({ origin, extensions: server.value.api_extensions });
    failure = { ...server.error, message: `${origin}: ${server.error.message}` };
  }
  return err(failure);
}

/** `answered`: the server said so; otherwise it is not known whether it has taken the token. */
export type Unredeemed = Failure & { answered: boolean };

/**
 * Redeems the token at the member that made it, the only place where LXD 5.0 takes it: anywhere else it is refused and
 * worth nothing from then on.
 */
export async function redeem(
  door: Door,
  token: EnrollToken,
  { origin, extensions }: Greeted,
): Promise<Result<null, Unredeemed>> {
  const { path, body } = redemptionOf(token, extensions);
  const answer = await door.ask(origin, 'POST', path, body);
  if (!answer.ok) {
    return err({ ...answer.error, message: `${origin}: ${answer.error.message}`, answered: false });
  }
  const accepted = parseEnvelope(answer.value.body, answer.value.status, z.unknown(), `POST ${path}`);
  if (accepted.ok) return ok(null);
  // A server might repeat what it was sent.
  const message = accepted.error.message.replaceAll(token.text, '(token)');
  return err({ ...accepted.error, message, answered: true });
}
