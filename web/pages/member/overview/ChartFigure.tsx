import { Suspense, lazy, useState } from 'react';
import { RingNote } from '../../../components/RingNote.tsx';
import { formatInstant } from '../../../lib/instant.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { useZone } from '../../../url/display.tsx';
import { useMember } from '../member-scene.tsx';
import { ChartTable } from './ChartTable.tsx';
import { TableSwitch } from './TableSwitch.tsx';
import { type MemberChart, hasValues, readingOf } from './member-charts.ts';

/** The library that draws comes when there is something to draw. */
const Chart = lazy(async () => ({ default: (await import('../../../ui/Chart.tsx')).Chart }));

type ChartFigureProps = {
  chart: MemberChart;
  timesMs: readonly number[];
  at: number | null;
  onMove(at: number | null): void;
};

/** How far a key moves the crosshair, in steps of the series. */
const STRIDES: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -Infinity,
  End: Infinity,
};

/** One chart, what it says where the crosshair stands, and the table behind it. */
export function ChartFigure({ chart, timesMs, at, onMove }: ChartFigureProps) {
  const { nowMs } = useMember();
  const zone = useZone();
  const [asTable, setAsTable] = useState(false);
  const last = timesMs.length - 1;
  const timeMs = at === null ? undefined : timesMs[at];
  const when = timeMs === undefined ? 'latest' : formatInstant(timeMs, zone, nowMs);
  const readings = readingOf(chart, at);
  const drawn = hasValues(chart);
  const move = (stride: number): void =>
    onMove(Math.min(Math.max(at === null ? last : at + stride, 0), Math.max(last, 0)));
  return (
    <figure aria-label={chart.title} className="flex min-w-0 flex-col gap-1">
      <figcaption className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-1">
        <h3 className="font-semibold">{chart.title}</h3>
        {chart.note !== null && <span className="text-sm text-faint">{chart.note}</span>}
        {drawn && <TableSwitch on={asTable} onChange={setAsTable} what={chart.title} />}
      </figcaption>
      {!drawn && <Nothing chart={chart} />}
      {drawn && asTable && <ChartTable chart={chart} timesMs={timesMs} />}
      {drawn && !asTable && (
        <>
          <p aria-hidden="true" className="flex min-h-[1.125rem] flex-wrap gap-x-4 text-sm text-soft">
            <span className="text-faint">{when}</span>
            {chart.lines.map(({ label, colour, dash }, index) => (
              <span key={label} className="flex min-w-0 items-center gap-1.5">
                <span
                  className={`w-3.5 shrink-0 border-t-2 ${dash === undefined ? '' : 'border-dashed'}`}
                  style={{ borderColor: `var(${colour})` }}
                />
                <Foreign text={label} className="one-line max-w-40" />
                <span className="text-ink">{readings[index]?.text}</span>
              </span>
            ))}
          </p>
          <div
            role="slider"
            tabIndex={0}
            aria-label={`${chart.title} over time`}
            aria-valuemin={0}
            aria-valuemax={Math.max(last, 0)}
            aria-valuenow={at ?? Math.max(last, 0)}
            aria-valuetext={[when, ...readings.map(({ label, text }) => `${label} ${text}`)].join(', ')}
            onKeyDown={(event) => {
              const stride = STRIDES[event.key];
              if (stride === undefined) return;
              event.preventDefault();
              move(stride);
            }}
            onBlur={() => onMove(null)}
          >
            <Suspense fallback={<div className="h-42" />}>
              <Chart
                timesMs={timesMs}
                lines={chart.lines}
                zone={zone}
                atLeast={chart.atLeast}
                format={chart.format}
                at={at}
                onMove={onMove}
                {...(chart.increments !== undefined && { increments: chart.increments })}
              />
            </Suspense>
          </div>
        </>
      )}
    </figure>
  );
}

const TOPICS = { load: 'state', memory: 'resources', storage: 'pools' } as const;
const WHATS = { load: 'load', memory: 'memory', storage: 'storage pools' } as const;

/** In place of a chart that would be empty: why. */
function Nothing({ chart: { key } }: { chart: MemberChart }) {
  const { view, nowMs } = useMember();
  const { rings, cluster } = view.snapshot;
  if (key === 'latency') return <p className="py-2 text-soft">It has not answered us in this time.</p>;
  const part = rings[TOPICS[key]];
  if (part.status === 'ok') return <p className="py-2 text-soft">Nothing was read in this time.</p>;
  return (
    <RingNote
      topic={TOPICS[key]}
      part={part}
      cluster={cluster}
      what={WHATS[key]}
      nowMs={nowMs}
      className="py-2 text-soft"
    />
  );
}
