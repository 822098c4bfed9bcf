/** Logging in and out. */
import { mutationOptions, queryOptions } from '@tanstack/react-query';
import { type LogInDraft, SessionAnswer } from '~wire/log-in.ts';
import { LOG_IN_PATH } from '../url/log-in.ts';
import { send } from './actions.ts';
import { get } from './client.ts';

const SESSION_PATH = '/api/session';

export const sessionQuery = () =>
  queryOptions({
    queryKey: ['session'],
    queryFn: ({ signal }) => get(SessionAnswer, SESSION_PATH, signal),
  });

/** Fails with the codes `wrong-credentials`, `too-many-attempts` and `busy`, the last two with a time to wait. */
export const logIn = () =>
  mutationOptions({ mutationFn: (draft: LogInDraft) => send(SessionAnswer, 'POST', SESSION_PATH, draft) });

/** Ends this session, or all of the same person, and loads the page where one logs in. Fails where the proxy is away. */
export async function logOut(which: 'here' | 'everywhere'): Promise<void> {
  await send(SessionAnswer, 'DELETE', which === 'here' ? SESSION_PATH : '/api/sessions');
  location.assign(LOG_IN_PATH);
}
