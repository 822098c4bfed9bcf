/** Links for walls, as operators see them. */
import { type QueryClient, mutationOptions, queryOptions } from '@tanstack/react-query';
import { Display, type DisplayDraft, DisplayMade, DisplaysAnswer } from '~wire/display.ts';
import { send } from './actions.ts';
import { get } from './client.ts';

const PATH = '/api/displays';
/** What others do, and that a screen is there, is seen within this time. */
const ASKED_EVERY_MS = 5000;
const KEY = ['displays'];

const readAgain = (client: QueryClient): Promise<void> => client.invalidateQueries({ queryKey: KEY });

/** The newest first. */
export const displaysQuery = () =>
  queryOptions({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await get(DisplaysAnswer, PATH, signal)).displays,
    refetchInterval: ASKED_EVERY_MS,
    staleTime: 0,
    gcTime: 0,
    refetchOnMount: true,
  });

export const makeDisplay = () =>
  mutationOptions({
    mutationFn: (draft: DisplayDraft) => send(DisplayMade, 'POST', PATH, draft),
    onSettled: (_made, _error, _sent, _kept, { client }) => readAgain(client),
    // What it gave holds a secret, and is kept nowhere but where it is shown.
    gcTime: 0,
  });

export const revokeDisplay = () =>
  mutationOptions({
    mutationFn: ({ id }: Pick<Display, 'id'>) => send(Display, 'DELETE', `${PATH}/${encodeURIComponent(id)}`),
    onSettled: (_display, _error, _sent, _kept, { client }) => readAgain(client),
  });
