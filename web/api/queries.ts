/**
 * All that the app reads. Values of the present are kept up to date by the stream, so none ever grows stale by itself;
 * those of a moment never change, and have it in their keys, where the stream does not reach them.
 */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { ClusterAnswer, ClustersAnswer } from '~wire/api.ts';
import type { ClusterView } from '~wire/delta.ts';
import type { Moment } from '~wire/moment.ts';
import type { At } from '../url/at.tsx';
import { apiPaths } from '../url/paths.ts';
import { get } from './client.ts';

/** The stream keeps only what somebody looks at; anything else is forgotten before it could be taken for live. */
const FORGET_AFTER_MS = 5000;

/** Where an answer is kept. */
export const keyOf = (at: At, ...parts: readonly (string | null)[]): readonly (string | number | null)[] =>
  at === 'live' ? parts : ['at', at, ...parts];

export const clustersQuery = (at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'clusters'),
    queryFn: ({ signal }) => get(ClustersAnswer, apiPaths.clusters(at), signal),
    staleTime: Infinity,
    gcTime: Infinity,
  });

/** A cluster as it is, or was; what its moment is worth. */
export type Sight = ClusterView & { moment?: Moment | null };

export const clusterQuery = (key: string, at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'cluster', key),
    queryFn: async ({ client, signal }): Promise<Sight> => {
      const answer = await get(ClusterAnswer, apiPaths.cluster(key, at), signal);
      const { seq, snapshot, changes, events, flapping, moment } = answer;
      const view = { seq, snapshot, changes, events, flapping };
      return at === 'live' ? newer(cachedView(client, key), view) : { ...view, moment };
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
