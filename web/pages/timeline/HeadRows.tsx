import type { ReactNode } from 'react';
import { zoneName } from '../../lib/instant.ts';
import type { Tick } from '../../lib/time-ticks.ts';
import { useZone } from '../../url/display.tsx';
import { Axis } from './Axis.tsx';
import { BarsRow, TicksRow } from './HappeningRows.tsx';
import type { Line } from './Lanes.tsx';
import { VerdictRow } from './VerdictRow.tsx';
import { AXIS_PX, HEAD_ROW_PX, type HeadRow, headHeightPx } from './geometry.ts';
import type { Scene } from './scene.ts';

const ROW_WORDS: Readonly<Record<HeadRow, string>> = {
  verdict: 'Verdict',
  events: 'Events',
  operations: 'Operations',
  warnings: 'Warnings',
  notes: 'Notes',
};

type HeadRowsProps = {
  line: Line;
  scene: Scene;
  ticks: readonly Tick[];
  stepMs: number;
  labelPx: number;
  chosenRow: number | null;
  notes(line: Line): ReactNode;
};

/** The times and the rows of the whole cluster, which stay in sight. */
export function HeadRows({ line, scene, ticks, stepMs, labelPx, chosenRow, notes }: HeadRowsProps) {
  const zone = useZone();
  const contentOf = (row: HeadRow): ReactNode => {
    switch (row) {
      case 'verdict':
        return <VerdictRow {...line} levels={scene.levels} blind={scene.blind} />;
      case 'events':
        return <TicksRow {...line} happenings={scene.happeningsIn(row)} />;
      case 'operations':
      case 'warnings':
        return <BarsRow {...line} happenings={scene.happeningsIn(row)} endMs={scene.endMs} />;
      case 'notes':
        return notes(line);
    }
  };
  return (
    <div
      style={{ height: headHeightPx(scene.headRows.length) }}
      className="sticky top-0 z-10 overflow-hidden border-b border-edge bg-surface text-sm"
    >
      <div style={{ height: AXIS_PX }} className="flex bg-sunken text-faint">
        <span
          style={{ width: labelPx, lineHeight: `${AXIS_PX}px` }}
          className="shrink-0 border-r border-line pl-5 max-sm:pl-3"
        >
          {zoneName(line.bounds.toMs, zone)}
        </span>
        <div className="relative flex-1 overflow-hidden">
          <Axis {...line} ticks={ticks} stepMs={stepMs} nowMs={scene.nowMs} />
        </div>
      </div>
      {scene.headRows.map((row, index) => (
        <div
          key={row}
          style={{ height: HEAD_ROW_PX }}
          className={`flex ${chosenRow === index ? 'bg-hover' : ''}`}
        >
          <span
            style={{ width: labelPx }}
            className="flex shrink-0 items-center border-r border-line pl-5 text-soft max-sm:pl-3"
          >
            {ROW_WORDS[row]}
          </span>
          <div className="relative flex-1 overflow-hidden">{contentOf(row)}</div>
        </div>
      ))}
    </div>
  );
}
