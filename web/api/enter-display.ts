/** Has the proxy take the token of a display's link for a session. */
import { SessionAnswer } from '~wire/log-in.ts';
import { send } from './actions.ts';
import { ProxyFailure } from './client.ts';
import { TOKEN_KEPT_AS } from './display-token.ts';

/** Where this tab has one. Fails with the codes `display-revoked`, `unknown-display` and `too-many-attempts`, and can be tried again. */
export async function enterDisplay(): Promise<void> {
  const token = pendingToken();
  if (token === null) return;
  try {
    await send(SessionAnswer, 'POST', '/api/displays/session', { token });
  } catch (error) {
    // Where nobody has to log in, a wall neither has to.
    if (!(error instanceof ProxyFailure && error.code === 'no-log-in')) throw error;
  }
  sessionStorage.removeItem(TOKEN_KEPT_AS);
}

function pendingToken(): string | null {
  try {
    return sessionStorage.getItem(TOKEN_KEPT_AS);
  } catch {
    return null;
  }
}
