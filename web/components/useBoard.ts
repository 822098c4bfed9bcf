import { useSuspenseQuery } from '@tanstack/react-query';
import type { ClusterView } from '~wire/delta.ts';
import type { Verdict } from '~wire/verdict.ts';
import { useConnection, useNow } from '../api/live-context.tsx';
import { clusterQuery } from '../api/queries.ts';
import { pageVerdict } from '../lib/page-verdict.ts';

/** A cluster as it stands in this second. */
export type Board = { view: ClusterView; verdict: Verdict; nowMs: number; proxyLost: boolean };

/** Only below a route that has loaded the cluster. */
export function useBoard(cluster: string): Board {
  const { data: view } = useSuspenseQuery(clusterQuery(cluster));
  const proxyLost = useConnection().state === 'lost';
  const nowMs = useNow();
  return { view, verdict: pageVerdict(view.snapshot, nowMs, proxyLost), nowMs, proxyLost };
}
