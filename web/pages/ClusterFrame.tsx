import { Suspense, lazy } from 'react';
import { Outlet, useParams } from 'react-router';
import { useFollow } from '../api/live-context.tsx';
import { LEVEL_LOOKS } from '../lib/levels.ts';
import { StaleBanner } from '../components/StaleBanner.tsx';
import { useBoard } from '../components/useBoard.ts';
import { useAt } from '../url/at.tsx';

/** Only while something is wrong. */
const RecordingNote = lazy(async () => ({
  default: (await import('../components/RecordingNote.tsx')).RecordingNote,
}));

/** What every page of a cluster has: it is kept up to date, and says when it is not. The present is followed from any moment. */
export function ClusterFrame() {
  const { cluster = '' } = useParams();
  useFollow(cluster);
  const live = useAt() === 'live';
  const board = useBoard(cluster);
  const { recording, cluster: identity } = board.view.snapshot;
  return (
    <div
      data-stale={board.stale || undefined}
      className="cluster-frame flex w-full flex-1 flex-col gap-4 px-3 py-4 md:px-6 md:py-5"
    >
      <p role="status" className="sr-only">
        {`Cluster ${identity.name}: ${LEVEL_LOOKS[board.verdict.level].word}`}
      </p>
      {live && <StaleBanner board={board} />}
      {live && recording.state === 'failing' && (
        <Suspense>
          <RecordingNote recording={recording} nowMs={board.nowMs} />
        </Suspense>
      )}
      <Outlet />
    </div>
  );
}
