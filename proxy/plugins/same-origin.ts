/** Who may open a socket and who may write: pages of our own, and programs. A page of another site's may do neither. */
import type { IncomingHttpHeaders } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiError, refuse } from './errors.ts';

/** pylxd names the scheme of the socket. */
const SCHEME_OF: ReadonlyMap<string, string> = new Map([
  ['http:', 'http:'],
  ['https:', 'https:'],
  ['ws:', 'http:'],
  ['wss:', 'https:'],
]);

/**
 * `origin`, `host`: the headers. Without an origin it is no page of a browser that asks. `secure`: the browser is known to ask
 * by https; then a page that came by http is another site's, as anybody on the way could have made it. Where a reverse
 * proxy does not say by what it is asked, that is not known.
 */
export function isSameOrigin(origin: string | undefined, host: string | undefined, secure: boolean): boolean {
  if (origin === undefined) return true;
  const page = URL.parse(origin);
  const scheme = SCHEME_OF.get(page?.protocol ?? '');
  if (page === null || host === undefined || scheme === undefined) return false;
  if (secure && scheme !== 'https:') return false;
  // An origin is a scheme, a host and a port, and nothing else.
  if (page.origin !== origin.toLowerCase()) return false;
  return URL.parse(`${scheme}//${host}`)?.host === page.host;
}

/** What a browser says of where a request comes from: of these, ours and the viewer's own. Source: W3C Fetch Metadata. */
const OWN_SITES: readonly (string | undefined)[] = [undefined, 'same-origin', 'none'];

/**
 * Whether a request proves that no page of another site's made it. Such a page can't send `X-Rollcall` without asking
 * first, and is never allowed to; its browser says whose page it is by `Origin` and `Sec-Fetch-Site`. One of the proofs has to be there, and
 * nothing may speak against it.
 */
export function provesOwnOrigin(headers: IncomingHttpHeaders, secure: boolean): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (Array.isArray(site) || !OWN_SITES.includes(site)) return false;
  if (!isSameOrigin(origin, host, secure)) return false;
  return origin !== undefined || headers['x-rollcall'] === '1';
}

/** Before a route that writes has read anything of the body. */
export async function requireOwnOrigin(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  if (provesOwnOrigin(request.headers, request.secure)) return undefined;
  return refuse(
    request,
    reply,
    403,
    apiError(
      'other-origin',
      'Only pages of this Rollcall, and programs, may write.',
      'A program sends the header "X-Rollcall: 1".',
    ),
  );
}
