import { useSuspenseQuery } from '@tanstack/react-query';
import { LEVEL_RANK } from '~wire/assess.ts';
import { useConnection, useNow } from '../api/live-context.tsx';
import { clustersQuery } from '../api/queries.ts';
import { ClusterCard } from '../components/ClusterCard.tsx';
import { LEVEL_LOOKS } from '../lib/levels.ts';
import { compareNatural } from '../lib/natural.ts';
import { pageSummary } from '../lib/page-verdict.ts';
import { Prose } from '../ui/Prose.tsx';
import { useLevelIcon } from '../components/useLevelIcon.ts';
import { usePageTitle } from '../ui/usePageTitle.ts';
import { useAt } from '../url/at.tsx';

/** All clusters, the worst first, as they are or were. */
export function HomePage() {
  const nowMs = useNow();
  const at = useAt();
  const proxyLost = useConnection().state === 'lost' && at === 'live';
  const { data } = useSuspenseQuery(clustersQuery(at));
  const clusters = data.clusters
    .map((summary) => pageSummary(summary, at === 'live' ? data.nowMs : at, nowMs, proxyLost))
    .toSorted((a, b) => LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || compareNatural(a.name, b.name));
  const worst = clusters[0];
  const look = LEVEL_LOOKS[worst?.level ?? 'unknown'];
  usePageTitle(...(worst === undefined ? [] : [`${look.glyph} ${look.word}`]), 'Clusters');
  useLevelIcon(worst?.level ?? 'ok');

  if (worst === undefined) {
    return (
      <Prose title="No cluster is watched yet">
        <p>
          Name one in rollcall.yaml or in the environment (LXD_ENDPOINTS, LXD_CLIENT_CERT, LXD_CLIENT_KEY,
          LXD_SERVER_CERT), and start the proxy again.
        </p>
      </Prose>
    );
  }
  const troubled = clusters.filter((cluster) => cluster.level !== 'ok').length;
  return (
    <main className="flex flex-col gap-5 px-3 py-5 md:px-6 md:py-7">
      <h1 className="text-verdict font-medium text-pretty">
        {troubled === 0
          ? `All ${clusters.length} clusters are well.`
          : `${troubled} of ${clusters.length} clusters ${troubled === 1 ? 'needs' : 'need'} a look.`}
      </h1>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(min(24rem,100%),1fr))] gap-3">
        {clusters.map((cluster) => (
          <li key={cluster.key} className="flex min-w-0">
            <ClusterCard summary={cluster} nowMs={nowMs} />
          </li>
        ))}
      </ul>
    </main>
  );
}
