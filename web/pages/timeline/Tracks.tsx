import { memo } from 'react';
import type { Tick } from '../../lib/time-ticks.ts';
import { Leadership } from './Leadership.tsx';
import { MemberLane, type Witnesses } from './MemberLane.tsx';
import { Grid } from './Overlays.tsx';
import type { Scene } from './scene.ts';
import type { Line } from './slide.ts';

/** Which of the lanes are in sight, and where. */
export type Sighted = { index: number; top: number };

type TracksProps = {
  line: Line;
  scene: Scene;
  ticks: readonly Tick[];
  sighted: readonly Sighted[];
  shown: Witnesses;
  leader: boolean;
  firstMs: number;
  rowPx: number;
  topPx: number;
};

/** All that is drawn of the members: their lanes, and who led. */
export const Tracks = memo(function Tracks(props: TracksProps) {
  const { line, scene, ticks, sighted, shown, leader, firstMs, rowPx, topPx } = props;
  return (
    <>
      <Grid {...line} ticks={ticks} firstMs={firstMs} />
      {sighted.map(({ index, top }) => {
        const row = scene.rows[index];
        if (row === undefined) return null;
        const { lxdMs, oursMs } = scene.heard(row);
        return (
          <div key={row.name} style={{ top, height: rowPx }} className="absolute inset-x-0 overflow-hidden">
            <MemberLane
              {...line}
              lxdMs={lxdMs}
              oursMs={oursMs}
              lane={row.lane}
              endMs={scene.endMs}
              happenings={scene.happeningsOf(row.name)}
              shown={shown}
              rowPx={rowPx}
            />
          </div>
        );
      })}
      {leader && (
        <Leadership {...line} leaders={scene.leaders} rows={scene.rows} rowPx={rowPx} topPx={topPx} />
      )}
    </>
  );
});
