import { useQuery } from '@tanstack/react-query';
import { useFollow } from '../../api/live-context.tsx';
import { clusterQuery } from '../../api/queries.ts';
import { useLevelIcon } from '../../components/useLevelIcon.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { WallBoard } from './WallBoard.tsx';
import { WallCluster } from './WallCluster.tsx';
import { useWatchedSummary } from './useWatched.ts';
import type { WallSummary } from './wall-summary.ts';

/** The board of a cluster, as soon as the stream has brought it. */
export function Followed({ summary, unitPx }: { summary: WallSummary; unitPx: number }) {
  useFollow(summary.key);
  const { data } = useQuery({ ...clusterQuery(summary.key), enabled: false });
  return data === undefined ? (
    <Awaited summary={summary} unitPx={unitPx} />
  ) : (
    <WallBoard key={summary.key} cluster={summary.key} unitPx={unitPx} />
  );
}

/** In its place until then: what the list of clusters says. */
function Awaited({ summary, unitPx }: { summary: WallSummary; unitPx: number }) {
  const { glyph, word } = LEVEL_LOOKS[summary.level];
  usePageTitle(`${glyph} ${word}`, summary.name);
  useLevelIcon(summary.level);
  useWatchedSummary(summary);
  return <WallCluster summary={summary} unitPx={unitPx} />;
}

/** Has the stream bring a cluster that is not shown yet, so that its turn begins with its board. */
export function FollowedAhead({ cluster }: { cluster: string }) {
  useFollow(cluster);
  useQuery({ ...clusterQuery(cluster), enabled: false });
  return null;
}
