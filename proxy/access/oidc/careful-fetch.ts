/** Asks a provider, which may be slow, away, or send far too much. */
import type { CustomFetch } from 'openid-client';
import { Unreachable } from './trouble.ts';

/** Keys and claims take some thousands. */
const MAX_BYTES = 1024 * 1024;

/** Fails with `Unreachable` alone. All that is asked with it has to be over before `deadline` aborts. */
export function carefulFetch(deadline: AbortSignal): CustomFetch {
  return async (url, { body, method, headers, redirect }) => {
    try {
      const response = await fetch(url, {
        method,
        headers,
        redirect,
        signal: deadline,
        ...(body !== undefined && body !== null && { body }),
      });
      const text = await readText(response);
      const hasBody = ![204, 205, 304].includes(response.status);
      return new Response(hasBody ? text : null, { status: response.status, headers: response.headers });
    } catch (error) {
      throw error instanceof Unreachable ? error : new Unreachable(reasonOf(error));
    }
  };
}

async function readText(response: Response): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of response.body ?? []) {
    parts.push(part);
    bytes += part.length;
    if (bytes > MAX_BYTES) throw new Unreachable('its answer is too long');
  }
  return Buffer.concat(parts);
}

/** Codes of the system and of TLS (`ECONNREFUSED`, `SELF_SIGNED_CERT_IN_CHAIN`). */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if (error.name === 'TimeoutError') return 'no answer in time';
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.name;
}
