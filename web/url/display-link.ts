/** The link of a display: the address of a wall, with a token behind it, in the part that browsers send to nobody. */

const BEFORE_TOKEN = '#display=';

/** `path`: of a wall, without a fragment. `token`: base64url, which stands in an address as it is. */
export const withDisplayToken = (path: string, token: string): string => `${path}${BEFORE_TOKEN}${token}`;

/** Null: a fragment holds no token. */
export function displayTokenIn(fragment: string): string | null {
  if (!fragment.startsWith(BEFORE_TOKEN)) return null;
  return fragment.slice(BEFORE_TOKEN.length);
}
