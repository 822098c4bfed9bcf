import { useMemo } from 'react';
import type { Trails } from '~wire/series.ts';
import type { Shape } from '~wire/witness.ts';
import { TONES } from '../../../components/StatusShape.tsx';
import { formatClock, formatDay, zoneOffsetMs } from '../../../lib/instant.ts';
import { type Bounds, type Piece, toPx } from '../../../lib/stretches.ts';
import { timeTicks } from '../../../lib/time-ticks.ts';
import { clip } from '../../../lib/foreign.ts';
import { useZone } from '../../../url/display.tsx';
import { type Bands, oursBands, statusBands } from '../geometry.ts';
import { printLanes, printLevels } from './print-lanes.ts';

/** Of what an A4 page holds, in units of the drawing; the paper decides how wide it becomes. */
const WIDTH = 1000;
const LABEL = 150;
const LINE = WIDTH - LABEL;
const ROW = 24;
const AXIS = 22;
const MOST_TICKS = 9;
const LABEL_CHARACTERS = 20;
const BANDS = { lxd: statusBands(ROW), ours: oursBands(ROW) };

type PrintLanesProps = { trails: Trails; bounds: Bounds; nowMs: number };

/** The lanes on paper. What is not known is hatched there, too; lanes of many members go over several pages. */
export function PrintLanes({ trails, bounds, nowMs }: PrintLanesProps) {
  const zone = useZone();
  const lanes = useMemo(() => printLanes(trails, bounds, LINE), [trails, bounds]);
  const levels = useMemo(() => printLevels(trails, bounds, LINE), [trails, bounds]);
  const { ticks } = timeTicks(bounds, MOST_TICKS, (atMs) => zoneOffsetMs(atMs, zone));
  return (
    <div>
      <svg aria-hidden="true" viewBox={`0 0 ${WIDTH} ${AXIS + ROW}`} className="block w-full">
        <defs>
          <pattern
            id="print-unknown"
            patternUnits="userSpaceOnUse"
            width="6"
            height="6"
            patternTransform="rotate(45)"
          >
            <rect width="6" height="6" className="fill-sunken" />
            <rect width="2" height="6" className="fill-unknown-mark opacity-50" />
          </pattern>
        </defs>
        {ticks.map(({ atMs, midnight }) => (
          <text key={atMs} x={LABEL + toPx(atMs, bounds, LINE)} y={AXIS - 8} className="fill-faint text-sm">
            {(midnight ? formatDay(atMs, zone, nowMs) : null) ?? formatClock(atMs, zone).slice(0, 5)}
          </text>
        ))}
        <g transform={`translate(0 ${AXIS})`}>
          <Label text="Verdict" />
          <Row pieces={levels} bands={BANDS.lxd} />
        </g>
      </svg>
      {lanes.map(({ name, lxd, ours, led }) => (
        <svg key={name} aria-hidden="true" viewBox={`0 0 ${WIDTH} ${ROW}`} className="block w-full">
          {ticks.map(({ atMs }) => (
            <path
              key={atMs}
              d={`M${LABEL + toPx(atMs, bounds, LINE)} 0v${ROW}`}
              className="stroke-line"
              strokeWidth="0.5"
            />
          ))}
          <Label text={clip(name, LABEL_CHARACTERS)} />
          <Row pieces={lxd} bands={BANDS.lxd} />
          <Row pieces={ours} bands={BANDS.ours} />
          <path
            d={led.map(({ x, end }) => `M${LABEL + x} 1.5H${LABEL + end}`).join('')}
            className="stroke-ink"
            strokeWidth="1.5"
          />
        </svg>
      ))}
    </div>
  );
}

const Label = ({ text }: { text: string }) => (
  <text y={ROW / 2 + 4} className="fill-ink text-base">
    {text}
  </text>
);

const FILLS: Readonly<Record<Shape, string>> = {
  online: 'fill-(--mark) opacity-80',
  evacuated: 'fill-(--mark) [fill-opacity:0.28] stroke-(--mark)',
  unknown: 'fill-[url(#print-unknown)]',
  attention: 'fill-(--mark)',
  offline: 'fill-(--mark)',
};

function Row({ pieces, bands }: { pieces: ReadonlyMap<Shape, readonly Piece[]>; bands: Bands }) {
  return (
    <g transform={`translate(${LABEL} 0)`}>
      {[...pieces].map(([shape, own]) => {
        const { top, height } = bands[shape];
        const d = own.map(({ x, end }) => `M${x} ${top}h${end - x}v${height}h${x - end}z`).join('');
        return <path key={shape} d={d} className={`${TONES[shape]} ${FILLS[shape]}`} />;
      })}
    </g>
  );
}
