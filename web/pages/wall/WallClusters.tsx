import { useNow } from '../../api/live-context.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { WallRotation } from './WallRotation.tsx';
import { WallTogether } from './WallTogether.tsx';
import { useSummaries } from './useSummaries.ts';
import { useWallSettings } from './wall-settings-context.ts';

/** All clusters: together on one screen, or one after the other. A single one has all of it. */
export function WallClusters() {
  const { rotateMs } = useWallSettings();
  const nowMs = useNow();
  const { clusters, untilMs } = useSummaries();
  const [worst, ...others] = clusters;
  if (worst === undefined) return <Prose title="No cluster is watched yet">Name one in rollcall.yaml.</Prose>;
  if (rotateMs !== null && others.length > 0) {
    // Where nothing new can come nobody has another turn: what is on the screen is what was seen last.
    return <WallRotation clusters={clusters} periodMs={rotateMs} nowMs={Math.min(nowMs, untilMs)} />;
  }
  return <WallTogether worst={worst} others={others} />;
}
