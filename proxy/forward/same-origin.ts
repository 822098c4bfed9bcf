/** Whether a websocket may be opened from where it is asked for. Nothing but this keeps other sites' pages from it: no
 *  preflight is made for websockets, and no header of ours is looked at. */

/** The scheme that a reverse proxy in front of us speaks is not known to us; pylxd names that of the socket. */
const SCHEME_OF: ReadonlyMap<string, string> = new Map([
  ['http:', 'http:'],
  ['https:', 'https:'],
  ['ws:', 'http:'],
  ['wss:', 'https:'],
]);

/** `origin`, `host`: the headers. Without an origin it is no page of a browser that asks. */
export function isSameOrigin(origin: string | undefined, host: string | undefined): boolean {
  if (origin === undefined) return true;
  const page = URL.parse(origin);
  const scheme = SCHEME_OF.get(page?.protocol ?? '');
  if (page === null || host === undefined || scheme === undefined) return false;
  // An origin is a scheme, a host and a port, and nothing else.
  if (page.origin !== origin.toLowerCase()) return false;
  return URL.parse(`${scheme}//${host}`)?.host === page.host;
}
