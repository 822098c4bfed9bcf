import { useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { ClusterSummary } from '~wire/api.ts';
import { LEVEL_RANK } from '~wire/assess.ts';
import { useConnection, useNow } from '../../api/live-context.tsx';
import { clustersQuery } from '../../api/queries.ts';
import { compareNatural } from '../../lib/natural.ts';
import { pageSummary } from '../../lib/page-verdict.ts';
import { Prose } from '../../ui/Prose.tsx';
import { WallRotation } from './WallRotation.tsx';
import { WallTogether } from './WallTogether.tsx';
import { useWallSettings } from './wall-settings-context.ts';

/** All clusters: together on one screen, or one after the other. A single one has all of it. */
export function WallClusters() {
  const { rotateMs } = useWallSettings();
  const clusters = useSummaries();
  const [worst, ...others] = clusters;
  if (worst === undefined) return <Prose title="No cluster is watched yet">Name one in rollcall.yaml.</Prose>;
  if (rotateMs !== null && others.length > 0) {
    return <WallRotation clusters={clusters} periodMs={rotateMs} />;
  }
  return <WallTogether worst={worst} others={others} />;
}

/** All clusters as they stand in this second, the worst first. */
export function useSummaries(): readonly ClusterSummary[] {
  const nowMs = useNow();
  const proxyLost = useConnection().state === 'lost';
  const { data } = useSuspenseQuery(clustersQuery());
  return useMemo(
    () =>
      data.clusters
        .map((summary) => pageSummary(summary, data.nowMs, nowMs, proxyLost))
        .toSorted((a, b) => LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || compareNatural(a.name, b.name)),
    [data, nowMs, proxyLost],
  );
}
