import { Outlet, useParams } from 'react-router';
import { useFollow } from '../api/live-context.tsx';
import { LEVEL_LOOKS } from '../lib/levels.ts';
import { StaleBanner } from '../components/StaleBanner.tsx';
import { useBoard } from '../components/useBoard.ts';

/** What every page of a cluster has: it is kept up to date, and says when it is not. */
export function ClusterFrame() {
  const { cluster = '' } = useParams();
  useFollow(cluster);
  const board = useBoard(cluster);
  const stale = board.verdict.level === 'unknown';
  return (
    <div
      data-stale={stale || undefined}
      className="cluster-frame flex w-full flex-1 flex-col gap-4 px-3 py-4 md:px-6 md:py-5"
    >
      <p role="status" className="sr-only">
        {`Cluster ${board.view.snapshot.cluster.name}: ${LEVEL_LOOKS[board.verdict.level].word}`}
      </p>
      <StaleBanner board={board} />
      <Outlet />
    </div>
  );
}
