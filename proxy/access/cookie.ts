/** The cookies that a session, and the beginning of one, are in. */
import type { IncomingHttpHeaders } from 'node:http';

export type Cookie = { name: string; sameSite: 'Strict' | 'Lax' };
const SESSION_COOKIE: Cookie = { name: 'rollcall', sameSite: 'Strict' };
/** Of a log-in by a provider: that sends the browser back from another site, and the cookie has to come with it. */
export const PENDING_COOKIE: Cookie = { name: 'rollcall-log-in', sameSite: 'Lax' };

/** Over https the name has a browser take it from us alone, and send it nowhere else. Source: RFC 6265bis, 4.1.3.2. */
const nameOf = ({ name }: Cookie, secure: boolean): string => (secure ? `__Host-${name}` : name);

export function readCookie(
  { cookie }: IncomingHttpHeaders,
  secure: boolean,
  kind = SESSION_COOKIE,
): string | null {
  const prefix = `${nameOf(kind, secure)}=`;
  const pair = cookie
    ?.split(';')
    .map((each) => each.trim())
    .find((each) => each.startsWith(prefix));
  return pair?.slice(prefix.length) ?? null;
}

const attributes = ({ sameSite }: Cookie, secure: boolean): string =>
  `Path=/; HttpOnly; SameSite=${sameSite}${secure ? '; Secure' : ''}`;

/** The value of a header `Set-Cookie`. */
export const writeCookie = (value: string, forMs: number, secure: boolean, kind = SESSION_COOKIE): string =>
  `${nameOf(kind, secure)}=${value}; Max-Age=${Math.max(1, Math.ceil(forMs / 1000))}; ${attributes(kind, secure)}`;

export const clearCookie = (secure: boolean, kind = SESSION_COOKIE): string =>
  `${nameOf(kind, secure)}=; Max-Age=0; ${attributes(kind, secure)}`;
