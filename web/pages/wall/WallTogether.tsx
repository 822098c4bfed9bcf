import { useSize } from '../../ui/useSize.ts';
import { Followed } from './Followed.tsx';
import { WallCluster } from './WallCluster.tsx';
import { type Size, readablePx } from './wall-layout.ts';
import { PANELS, panelsLayout } from './wall-panels.ts';
import { useWallSettings } from './wall-settings-context.ts';
import { type WallSummary, besideBoard } from './wall-summary.ts';

/** What the others have of the screen: beside the board as much as that all is well takes one line. */
const OTHERS = { beside: 0.3, below: 0.28 } as const;

type WallTogetherProps = { worst: WallSummary; others: readonly WallSummary[] };

/** All clusters on one screen: the worst as its board, the others beside it. */
export function WallTogether({ worst, others }: WallTogetherProps) {
  const { ref, size } = useSize();
  const { scale } = useWallSettings();
  if (size === null) return <div ref={ref} className="absolute inset-0" />;
  const unitPx = readablePx(size, scale);
  const { widthPx, heightPx } = size;
  const portrait = heightPx > widthPx;
  const room = portrait
    ? { widthPx, heightPx: Math.round(heightPx * OTHERS.below) }
    : { widthPx: Math.round(widthPx * OTHERS.beside), heightPx };
  return (
    <div
      ref={ref}
      style={{ fontSize: unitPx, lineHeight: 1.2 }}
      className={`absolute inset-0 flex ${portrait ? 'flex-col' : ''}`}
    >
      <div className="relative min-h-0 min-w-0 flex-1">
        <Followed summary={worst} unitPx={unitPx} />
      </div>
      {others.length > 0 && <Others clusters={others} room={room} unitPx={unitPx} />}
    </div>
  );
}

type OthersProps = { clusters: readonly WallSummary[]; room: Size; unitPx: number };

function Others({ clusters, room, unitPx }: OthersProps) {
  const told = clusters.map(besideBoard);
  const panels = panelsLayout(told, room, unitPx);
  const gapPx = panels.unitPx * PANELS.gap;
  return (
    <aside
      aria-label="Other clusters"
      style={{ width: room.widthPx, height: room.heightPx, fontSize: panels.unitPx }}
      className="flex shrink-0 bg-sunken"
    >
      <ul
        style={{ gap: gapPx, padding: gapPx }}
        className="flex min-h-0 min-w-0 flex-1 flex-col overflow-hidden"
      >
        {told.slice(0, panels.heightsPx.length).map((summary, index) => (
          <li
            key={summary.key}
            style={{ flexBasis: panels.heightsPx[index] }}
            className="relative min-h-0 shrink-0 grow"
          >
            <WallCluster summary={summary} unitPx={panels.unitPx} />
          </li>
        ))}
        {panels.rest !== '' && <li className="shrink-0 whitespace-nowrap text-soft">{panels.rest}</li>}
      </ul>
    </aside>
  );
}
