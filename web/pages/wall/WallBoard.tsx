import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { useLevelIcon } from '../../components/useLevelIcon.ts';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { type Size, useSize } from '../../ui/useSize.ts';
import { useZone } from '../../url/display.tsx';
import { WallFoot } from './WallFoot.tsx';
import { WallNight } from './WallNight.tsx';
import { WallMembers } from './WallMembers.tsx';
import { WallVerdict, wordsOf } from './WallVerdict.tsx';
import { useWallSettings } from './wall-settings-context.ts';
import { readablePx, wallLayout } from './wall-layout.ts';
import { useWatched } from './useWatched.ts';

/** How a cluster stands, to be read from across a room. It fills what holds it, which is the screen unless `unitPx` is given. */
export function WallBoard({ cluster, unitPx }: { cluster: string; unitPx?: number }) {
  const { ref, size } = useSize();
  const { scale } = useWallSettings();
  return (
    <div ref={ref} className="absolute inset-0">
      {size !== null && size.widthPx > 0 && size.heightPx > 0 && (
        <Board cluster={cluster} size={size} unitPx={unitPx ?? readablePx(size, scale)} />
      )}
    </div>
  );
}

function Board({ cluster, size, unitPx }: { cluster: string; size: Size; unitPx: number }) {
  const board = useBoard(cluster);
  const { view, verdict, stale } = board;
  const look = LEVEL_LOOKS[verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, view.snapshot.cluster.name);
  useLevelIcon(verdict.level);
  useWatched(board);
  const { show } = useWallSettings();
  const zone = useZone();
  const words = wordsOf(board, zone);
  const layout = wallLayout(size, unitPx, { show, words });
  return (
    <main
      data-stale={stale || undefined}
      style={{ fontSize: unitPx, lineHeight: 1.2 }}
      className="absolute inset-0 flex flex-col"
    >
      <p role="status" className="sr-only">
        {`Cluster ${view.snapshot.cluster.name}: ${look.word}`}
      </p>
      <WallVerdict board={board} words={words} layout={layout} />
      <div style={{ padding: layout.padPx }} className="min-h-0 flex-1 overflow-hidden">
        <WallMembers board={board} layout={layout} />
      </div>
      <WallFoot board={board} layout={layout} />
      {stale && <div aria-hidden="true" className="wall-hatched pointer-events-none absolute inset-0" />}
      <WallNight board={board} />
    </main>
  );
}
