/** The token that `lxc config trust add` or `incus config trust add` prints: base64 of JSON. Source: LXD's and Incus's CertificateAddToken. */
import { z } from 'zod';
import { type Result, err, ok } from '../result.ts';

export type EnrollToken = {
  /** As it was given, which is what the server wants back. A secret: never in a log or an error. */
  text: string;
  /** What the operator called the client. */
  clientName: string;
  /** SHA-256 of the server's certificate (DER): 64 lower-case hexadecimal digits. */
  fingerprint: string;
  /** `https://host:port` of the member that made it, under each of its addresses. */
  origins: string[];
  /** It is for an identity of fine-grained authorization, and redeemed elsewhere (LXD: `access_management_tls`). */
  forIdentity: boolean;
};

/** Why a text is no token that can be used, in words, and what to do about it. */
export type TokenProblem = { what: string; remedy: string };

const Token = z.object({
  client_name: z.string().default(''),
  fingerprint: z
    .string()
    .toLowerCase()
    .regex(/^[0-9a-f]{64}$/),
  addresses: z.array(z.string().min(1)).min(1),
  secret: z.string().min(1),
  expires_at: z.string().nullish(),
  type: z.string().nullish(),
});

/** With which a server joins a cluster: it looks alike, but names the server. */
const JoinToken = z.object({ server_name: z.string() });

const HOW =
  'make one with: lxc config trust add --name rollcall --restricted (or incus config trust add rollcall)';
/** Tokens are some hundred characters; a file named by mistake is more. */
const LONGEST_CHARS = 10_000;

export function parseToken(given: string, nowMs: number): Result<EnrollToken, TokenProblem> {
  // Pasted from a terminal it may have been broken into lines.
  const text = given.replaceAll(/\s/g, '');
  if (text.length > LONGEST_CHARS || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) {
    return err({ what: 'this is not a trust token', remedy: HOW });
  }
  const json = parseJson(Buffer.from(text, 'base64').toString('utf8'));
  if (JoinToken.safeParse(json).success) {
    return err({ what: 'this token is for a server that joins a cluster, not for a client', remedy: HOW });
  }
  const token = Token.safeParse(json);
  if (!token.success) return err({ what: 'this is not a trust token', remedy: HOW });
  const { client_name: clientName, fingerprint, addresses, expires_at: expires, type } = token.data;
  const expiresAtMs = Date.parse(expires ?? '');
  // A token without an end has the year 1.
  if (expiresAtMs > 0 && expiresAtMs <= nowMs) {
    return err({ what: `this token expired at ${new Date(expiresAtMs).toISOString()}`, remedy: HOW });
  }
  const origins = addresses.flatMap((address) => URL.parse(`https://${address}`)?.origin ?? []);
  if (origins.length === 0) return err({ what: 'this token names no address of a server', remedy: HOW });
  return ok({ text, clientName, fingerprint, origins, forIdentity: (type ?? '') !== '' });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
