import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useConnection, useNow } from '../../api/live-context.tsx';
import { clustersQuery } from '../../api/queries.ts';
import { type WallSummary, lastsUntilMs, wallSummaries } from './wall-summary.ts';

/** All clusters as they stand in this second, the worst of what was told first; and until when the list is the present, ms UTC. */
export function useSummaries(): { clusters: readonly WallSummary[]; untilMs: number } {
  const nowMs = useNow();
  const proxyLost = useConnection().state === 'lost';
  const { data } = useSuspenseQuery(clustersQuery());
  return useMemo(
    () => ({ clusters: wallSummaries(data, nowMs, proxyLost), untilMs: lastsUntilMs(data) }),
    [data, nowMs, proxyLost],
  );
}
