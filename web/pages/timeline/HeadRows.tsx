import { type ReactNode, memo } from 'react';
import { zoneName } from '../../lib/instant.ts';
import type { Tick } from '../../lib/time-ticks.ts';
import { useZone } from '../../url/display.tsx';
import { Axis } from './Axis.tsx';
import { BarsRow, TicksRow } from './HappeningRows.tsx';
import { Slid } from './Slid.tsx';
import { VerdictRow } from './VerdictRow.tsx';
import { AXIS_PX, HEAD_ROW_PX, type HeadRow, headHeightPx } from './geometry.ts';
import type { Scene } from './scene.ts';
import type { Drawn, Line } from './slide.ts';

const ROW_WORDS: Readonly<Record<HeadRow, string>> = {
  verdict: 'Verdict',
  events: 'Events',
  operations: 'Operations',
  warnings: 'Warnings',
  notes: 'Notes',
};

type HeadRowsProps = {
  drawn: Drawn;
  moving: boolean;
  scene: Scene;
  ticks: readonly Tick[];
  stepMs: number;
  labelPx: number;
  chosenRow: number | null;
  notes(line: Line): ReactNode;
};

/** The times and the rows of the whole cluster, which stay in sight. */
export const HeadRows = memo(function HeadRows(props: HeadRowsProps) {
  const { drawn, moving, scene, ticks, stepMs, labelPx, chosenRow, notes } = props;
  const line = { bounds: drawn.bounds, widthPx: drawn.widthPx };
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
          {zoneName(drawn.bounds.toMs, zone)}
        </span>
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
        </div>
      ))}
      <Slid drawn={drawn} moving={moving} leftPx={labelPx}>
        <div style={{ height: AXIS_PX }} className="absolute inset-x-0 top-0 text-faint">
          <Axis {...line} ticks={ticks} stepMs={stepMs} />
        </div>
        {scene.headRows.map((row, index) => (
          <div
            key={row}
            style={{ top: AXIS_PX + index * HEAD_ROW_PX, height: HEAD_ROW_PX }}
            className="absolute inset-x-0 overflow-hidden"
          >
            {contentOf(row)}
          </div>
        ))}
      </Slid>
    </div>
  );
});
