/** Asks the app as a program does, with or without a session. */
import type { FastifyInstance, LightMyRequestResponse } from 'fastify';

/** What proves that no page of another site's asks. */
export const OURS = { 'x-rollcall': '1' };

/** `cookie`: as `cookieOf` gives it. `from`: the address at the other end. `at`: another app. */
export type Sent = { headers?: Record<string, string>; cookie?: string; from?: string; at?: FastifyInstance };
type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';

/** A way to ask the app that `appNow` gives; a body is sent as JSON. */
export const asker =
  (appNow: () => FastifyInstance) =>
  (method: Method, url: string, body?: unknown, { headers = {}, cookie, from, at = appNow() }: Sent = {}) =>
    at.inject({
      method,
      url,
      headers: {
        ...OURS,
        ...(cookie !== undefined && { cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { payload: JSON.stringify(body) }),
      ...(from !== undefined && { remoteAddress: from }),
    });

/** `NAME=VALUE` of the cookie that an answer sets. */
export function cookieOf({ headers }: LightMyRequestResponse): string {
  const header = headers['set-cookie'];
  if (typeof header !== 'string') throw new Error(`one cookie was expected, not ${String(header)}`);
  return header.split(';')[0] ?? '';
}
