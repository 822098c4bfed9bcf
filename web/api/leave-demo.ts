/** What becomes of a page of the simulated cluster once the proxy serves a real one. */
import type { QueryClient } from '@tanstack/react-query';
import { ClustersAnswer } from '~wire/api.ts';
import { apiPaths } from '../url/paths.ts';
import { get } from './client.ts';
import { clustersQuery } from './queries.ts';
import { askToLogIn, isNotLoggedIn } from './session.ts';

/** Begins anew where one begins, if there is no demo any more. The page that enrolled the cluster knows a better way. */
export async function leaveDemo(queryClient: QueryClient): Promise<void> {
  const shown = queryClient.getQueryData(clustersQuery().queryKey)?.clusters ?? [];
  if (!shown.some(({ demo }) => demo) || location.pathname === '/enrol') return;
  try {
    const { clusters } = await get(ClustersAnswer, apiPaths.clusters(), new AbortController().signal);
    if (clusters.some(({ demo }) => demo)) return;
    location.replace(location.pathname.startsWith('/wall') ? '/wall' : '/');
  } catch (error) {
    // While the proxy is away the stream is tried again, and what it finds leads here again.
    if (isNotLoggedIn(error)) askToLogIn();
  }
}
