import { useSize } from '../../ui/useSize.ts';
import { Followed } from './Followed.tsx';
import { WallCluster } from './WallCluster.tsx';
import { readablePx } from './wall-layout.ts';
import { useWallSettings } from './wall-settings-context.ts';
import { type WallSummary, sentenceBeside } from './wall-summary.ts';

/** The height of a cluster beside a board, in units: its name and two lines. */
const LEAST_ROW = 3.4;

type WallTogetherProps = { worst: WallSummary; others: readonly WallSummary[] };

/** All clusters on one screen: the worst as its board, the others beside it. */
export function WallTogether({ worst, others }: WallTogetherProps) {
  const { ref, size } = useSize();
  const { scale } = useWallSettings();
  if (size === null) return <div ref={ref} className="absolute inset-0" />;
  const unitPx = readablePx(size, scale);
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

type OthersProps = { clusters: readonly WallSummary[]; roomPx: number; unitPx: number };

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
            <WallCluster summary={summary} sentence={sentenceBeside(summary)} unitPx={unitPx} />
          </li>
        ))}
        {rest > 0 && <li className="text-soft">and {rest} more, none of them worse</li>}
      </ul>
    </aside>
  );
}
