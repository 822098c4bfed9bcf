/** Where a log-in leads to afterwards. */

/** No site: only to have an address taken apart. */
const HERE = 'http://here.invalid';
/** Longer ones fit in no cookie. */
const LONGEST = 1000;

/** Path, query and fragment of a page of ours; that which begins, where `next` is none, or is of another site. */
export function nextIn(next: unknown): string {
  // A browser takes `//host` and `/\host` for another host, and passes over tabs and line ends.
  const isPath = typeof next === 'string' && next.length <= LONGEST && /^\/(?![/\\])[^\s\\]*$/.test(next);
  const url = isPath ? URL.parse(next, HERE) : null;
  if (url === null || url.origin !== HERE || /^\/(?:login|api(?:\/.*)?)$/.test(url.pathname)) return '/';
  // Dots that were taken away may leave two slashes at the beginning.
  return url.pathname.startsWith('//') ? '/' : url.pathname + url.search + url.hash;
}
