import { WallClusters } from './WallClusters.tsx';

/** All clusters, on a screen of their own. */
export function WallPage() {
  return <WallClusters />;
}
