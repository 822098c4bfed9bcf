/** Whether whoever looks at this page may still do so. */
import { ClustersAnswer } from '~wire/api.ts';
import { logInPath } from '../url/log-in.ts';
import { apiPaths } from '../url/paths.ts';
import { ProxyFailure, get } from './client.ts';

/**
 * Beside that nobody is logged in: a reverse proxy names somebody who is nobody here; the link of a display was revoked, is
 * none, or was tried too often.
 */
const NOBODY =
  /^(not-logged-in|no-role|(doubled|garbled)-header|display-revoked|unknown-display|too-many-attempts)$/;

export const isNotLoggedIn = (error: unknown): error is ProxyFailure =>
  error instanceof ProxyFailure && NOBODY.test(error.code ?? '');

const isWall = (): boolean => location.pathname.startsWith('/wall');

/** Loads the page where one logs in, and with it forgets all that was known here. Nobody may be there to do so before a wall. */
export function askToLogIn(): void {
  const { pathname, search } = location;
  if (isWall()) location.reload();
  else location.replace(logInPath(pathname + search));
}

/**
 * A stream that ended without a word may have ended with the session: where that is so, somebody has to log in. `begun`:
 * there was one. A wall that never had one says already that nobody is logged in, and tries again by itself.
 */
export async function leaveIfLoggedOut(begun: boolean): Promise<void> {
  if (!begun && isWall()) return;
  try {
    await get(ClustersAnswer, apiPaths.clusters(), new AbortController().signal);
  } catch (error) {
    // While the proxy is away the page says so; once it is back the stream is tried again, and ends again.
    if (isNotLoggedIn(error)) askToLogIn();
  }
}
