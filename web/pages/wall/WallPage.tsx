import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { LEVEL_RANK } from '~wire/assess.ts';
import type { ClusterSummary } from '~wire/api.ts';
import { useConnection, useFollow, useNow } from '../../api/live-context.tsx';
import { clusterQuery, clustersQuery } from '../../api/queries.ts';
import { compareNatural } from '../../lib/natural.ts';
import { pageSummary } from '../../lib/page-verdict.ts';
import { Prose } from '../../ui/Prose.tsx';
import { useSize } from '../../ui/useSize.ts';
import { WallBoard } from './WallBoard.tsx';
import { WallCluster } from './WallCluster.tsx';
import { readablePx } from './wall-layout.ts';

/** All clusters on one screen: the only one as its board; of several the worst as its board, and the others beside it. */
export function WallPage() {
  const nowMs = useNow();
  const proxyLost = useConnection().state === 'lost';
  const { data } = useSuspenseQuery(clustersQuery());
  const clusters = data.clusters
    .map((summary) => pageSummary(summary, data.nowMs, nowMs, proxyLost))
    .toSorted((a, b) => LEVEL_RANK[b.level] - LEVEL_RANK[a.level] || compareNatural(a.name, b.name));
  const [worst, ...others] = clusters;
  if (worst === undefined) return <Prose title="No cluster is watched yet">Name one in rollcall.yaml.</Prose>;
  return <Screen worst={worst} others={others} />;
}

/** The board of a cluster, as soon as the stream has brought it. */
function Followed({ summary, unitPx }: { summary: ClusterSummary; unitPx: number }) {
  useFollow(summary.key);
  const { data } = useQuery({ ...clusterQuery(summary.key), enabled: false });
  return data === undefined ? (
    <WallCluster summary={summary} unitPx={unitPx} />
  ) : (
    <WallBoard key={summary.key} cluster={summary.key} unitPx={unitPx} />
  );
}

/** The height of a cluster beside a board, in units: its name and two lines. */
const LEAST_ROW = 3.4;

function Screen({ worst, others }: { worst: ClusterSummary; others: readonly ClusterSummary[] }) {
  const { ref, size } = useSize();
  if (size === null) return <div ref={ref} className="absolute inset-0" />;
  const unitPx = readablePx(size);
  const portrait = size.heightPx > size.widthPx;
  return (
    <div
      ref={ref}
      style={{ fontSize: unitPx, lineHeight: 1.2 }}
      className={`absolute inset-0 flex ${portrait ? 'flex-col' : ''}`}
    >
      <div className="relative min-h-0 min-w-0 flex-[2.6]">
        <Followed summary={worst} unitPx={unitPx} />
      </div>
      {others.length > 0 && (
        <Others clusters={others} roomPx={size.heightPx * (portrait ? 0.27 : 1)} unitPx={unitPx} />
      )}
    </div>
  );
}

type OthersProps = { clusters: readonly ClusterSummary[]; roomPx: number; unitPx: number };

function Others({ clusters, roomPx, unitPx }: OthersProps) {
  const fitting = Math.max(1, Math.floor(roomPx / (unitPx * LEAST_ROW)));
  const shown = clusters.length <= fitting ? clusters : clusters.slice(0, Math.max(1, fitting - 1));
  const rest = clusters.length - shown.length;
  return (
    <aside aria-label="Other clusters" className="flex min-h-0 min-w-0 flex-1 bg-sunken">
      <ul
        style={{ gap: unitPx * 0.4, padding: unitPx * 0.4 }}
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden"
      >
        {shown.map((summary) => (
          <li key={summary.key} className="relative min-h-0 flex-1">
            <WallCluster summary={summary} unitPx={unitPx} />
          </li>
        ))}
        {rest > 0 && <li className="text-soft">and {rest} more, none of them worse</li>}
      </ul>
    </aside>
  );
}
