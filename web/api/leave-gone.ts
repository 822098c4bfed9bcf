/** What becomes of a page whose cluster the proxy does not serve any more: the simulated one, or one taken out of the settings. */
import type { QueryClient } from '@tanstack/react-query';
import { ClustersAnswer } from '~wire/api.ts';
import { apiPaths } from '../url/paths.ts';
import { get } from './client.ts';
import { clustersQuery } from './queries.ts';
import { askToLogIn, isNotLoggedIn } from './session.ts';

/** A proxy that is started again is back sooner, and all its pages at once: they ask it for their streams and nothing else then. */
const SUSPECT_AFTER_MS = 30_000;

/** The clusters that the page shows as they are now. */
const keysOnPage = (queryClient: QueryClient): unknown[] =>
  queryClient
    .getQueryCache()
    .findAll({ queryKey: ['cluster'], type: 'active' })
    .map(({ queryKey }) => queryKey[1]);

/**
 * The stream ended, and is refused for as long as it asks for what is gone. If the demo is, the page begins where one
 * begins; for another cluster it loads anew, and then says that there is none and which there are. The page that
 * enrolled a cluster knows a better way. `lostForMs`: for how long nothing has come.
 */
export async function leaveWhatIsGone(queryClient: QueryClient, lostForMs: number): Promise<void> {
  const shown = queryClient.getQueryData(clustersQuery().queryKey)?.clusters ?? [];
  const onPage = keysOnPage(queryClient);
  const wasDemo = shown.some(({ demo }) => demo);
  const mayBeGone = onPage.length > 0 && lostForMs >= SUSPECT_AFTER_MS;
  if (location.pathname === '/enrol' || (!wasDemo && !mayBeGone)) return;
  try {
    const { clusters } = await get(ClustersAnswer, apiPaths.clusters(), new AbortController().signal);
    if (wasDemo && !clusters.some(({ demo }) => demo))
      location.replace(location.pathname.startsWith('/wall') ? '/wall' : '/');
    else if (onPage.some((key) => !clusters.some((each) => each.key === key))) location.reload();
  } catch (error) {
    // While the proxy is away the stream is tried again, and what it finds leads here again.
    if (isNotLoggedIn(error)) askToLogIn();
  }
}
