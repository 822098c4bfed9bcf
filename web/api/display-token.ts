/** The token of a link that this tab was opened by. */
import { displayTokenIn } from '../url/display-link.ts';

/** Where it is kept until the proxy has taken it: a wall that has to wait for that may load itself anew. */
export const TOKEN_KEPT_AS = 'rollcall display';

/** Takes it out of the address bar and the tab's history; whether there was one. */
export function takeDisplayToken(): boolean {
  const token = displayTokenIn(location.hash);
  if (token === null) return false;
  history.replaceState(history.state, '', location.pathname + location.search);
  try {
    sessionStorage.setItem(TOKEN_KEPT_AS, token);
  } catch {
    // A browser that keeps nothing keeps no session either, and says so.
  }
  return true;
}
