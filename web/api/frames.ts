/** What each frame of the stream does to the cache and to the clock. */
import type { QueryClient } from '@tanstack/react-query';
import type { StreamEvents } from '~wire/api.ts';
import { type ClusterView, applyDelta } from '~wire/delta.ts';
import type { ProxyClock } from '../lib/clock.ts';
import { markOutdated } from './outdated.ts';
import { cachedView, clusterQuery, clustersQuery } from './queries.ts';

export type FrameSinks = { queryClient: QueryClient; clock: Pick<ProxyClock, 'sync'> };

/** Takes the whole list. */
export function takeClusters({ queryClient, clock }: FrameSinks, frame: StreamEvents['clusters']): void {
  clock.sync(frame.nowMs);
  queryClient.setQueryData(clustersQuery().queryKey, frame);
}

/** Takes a whole cluster. Its `nowMs` does not set the clock: one frame is made for many readers, and may be seconds old. */
export function takeView({ queryClient }: FrameSinks, { cluster, view }: StreamEvents['view']): void {
  put(queryClient, cluster, cachedView(queryClient, cluster), view);
}

/** Takes a step. False: it does not follow what is cached, so the whole is needed. */
export function takeDelta(
  { queryClient, clock }: FrameSinks,
  { cluster, delta, nowMs }: StreamEvents['delta'],
): boolean {
  clock.sync(nowMs);
  const before = cachedView(queryClient, cluster);
  const after = before === undefined ? null : applyDelta(before, delta);
  if (after === null) return false;
  put(queryClient, cluster, before, after);
  return true;
}

function put(
  queryClient: QueryClient,
  cluster: string,
  before: ClusterView | undefined,
  after: ClusterView,
): void {
  queryClient.setQueryData(clusterQuery(cluster).queryKey, after);
  if (before !== undefined) markOutdated(queryClient, before, after);
}
