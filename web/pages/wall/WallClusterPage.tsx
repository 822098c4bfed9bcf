import { useParams } from 'react-router';
import { useFollow } from '../../api/live-context.tsx';
import { WallBoard } from './WallBoard.tsx';

/** The board of one cluster, on a screen of its own. */
export function WallClusterPage() {
  const { cluster = '' } = useParams();
  useFollow(cluster);
  return <WallBoard cluster={cluster} />;
}
