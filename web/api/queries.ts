/** All that the app reads. Values are kept up to date by the stream, so none ever grows stale by itself. */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { ClusterAnswer, ClustersAnswer } from '~wire/api.ts';
import type { ClusterView } from '~wire/delta.ts';
import { apiPaths } from '../url/paths.ts';
import { get } from './client.ts';

/** The stream keeps only what somebody looks at; anything else is forgotten before it could be taken for live. */
const FORGET_AFTER_MS = 5000;

export const clustersQuery = () =>
  queryOptions({
    queryKey: ['clusters'],
    queryFn: ({ signal }) => get(ClustersAnswer, apiPaths.clusters(), signal),
    staleTime: Infinity,
    gcTime: Infinity,
  });

export const clusterQuery = (key: string) =>
  queryOptions({
    queryKey: ['cluster', key],
    queryFn: async ({ client, signal }): Promise<ClusterView> => {
      const { seq, snapshot, changes, events } = await get(ClusterAnswer, apiPaths.cluster(key), signal);
      return newer(cachedView(client, key), { seq, snapshot, changes, events });
    },
    staleTime: Infinity,
    gcTime: FORGET_AFTER_MS,
  });

/** What the cache holds of a cluster right now. */
export const cachedView = (client: QueryClient, key: string): ClusterView | undefined =>
  client.getQueryData(clusterQuery(key).queryKey);

/** The stream may have been faster than the answer. */
const newer = (cached: ClusterView | undefined, fetched: ClusterView): ClusterView =>
  cached !== undefined && cached.snapshot.observedAtMs >= fetched.snapshot.observedAtMs ? cached : fetched;
