import type { ReactNode } from 'react';
import { type Bounds, type Closed, toPx, within } from '../../lib/stretches.ts';
import type { Tick } from '../../lib/time-ticks.ts';
import { HEAD_PX, HEAD_ROW_PX } from './geometry.ts';
import type { MemberRow } from './scene.ts';
import type { Brush } from './useBrush.ts';

type GridProps = {
  ticks: readonly Tick[];
  watchedSinceMs: number;
  bounds: Bounds;
  widthPx: number;
  leftPx: number;
};

/** Behind the lanes: the round times, and where memory begins. */
export function Grid({ ticks, watchedSinceMs, bounds, widthPx, leftPx }: GridProps) {
  const edgePx = toPx(watchedSinceMs, bounds, widthPx);
  return (
    <div aria-hidden="true" style={{ left: leftPx }} className="absolute inset-y-0 right-0 overflow-hidden">
      {ticks.map(({ atMs, midnight }) => (
        <span
          key={atMs}
          style={{ left: toPx(atMs, bounds, widthPx) }}
          className={`absolute inset-y-0 border-l ${midnight ? 'border-edge' : 'border-line'}`}
        />
      ))}
      {edgePx > 0 && (
        <span
          style={{ width: edgePx }}
          className="absolute inset-y-0 left-0 border-r border-dashed border-faint bg-sunken"
        />
      )}
    </div>
  );
}

type HeadRowProps = { label: string; labelPx: number; chosen: boolean; children: ReactNode };

/** A row of the whole cluster, which stays in sight. */
export function HeadRow({ label, labelPx, chosen, children }: HeadRowProps) {
  return (
    <div style={{ height: HEAD_ROW_PX }} className={`flex ${chosen ? 'bg-hover' : ''}`}>
      <span
        style={{ width: labelPx }}
        className="flex shrink-0 items-center border-r border-line pl-5 text-soft max-sm:pl-3"
      >
        {label}
      </span>
      <div className="relative flex-1 overflow-hidden">{children}</div>
    </div>
  );
}

type LeadershipProps = {
  leaders: readonly Closed<string | null>[];
  rows: readonly MemberRow[];
  bounds: Bounds;
  widthPx: number;
  rowPx: number;
  leftPx: number;
};

/** Who led the cluster database: a line on top of the leader's lane, which steps over to the next one's. */
export function Leadership({ leaders, rows, bounds, widthPx, rowPx, leftPx }: LeadershipProps) {
  const lanes = new Map(rows.map(({ name }, index) => [name, index]));
  const yOf = (index: number): number => HEAD_PX + index * rowPx + 3;
  const onLine = (atMs: number): number =>
    Math.round(Math.min(widthPx, Math.max(0, toPx(atMs, bounds, widthPx))));
  let lines = '';
  let marks = '';
  let before: { lane: number; endMs: number } | null = null;
  for (const { fromMs, toMs, value } of within(leaders, bounds)) {
    const lane = value === null ? undefined : lanes.get(value);
    if (lane === undefined) continue;
    const [x, end, y] = [onLine(fromMs), onLine(toMs), yOf(lane)];
    if (before !== null && before.endMs === fromMs) lines += `M${x} ${yOf(before.lane)}V${y}`;
    lines += `M${x} ${y}H${Math.max(end, x + 2)}`;
    if (fromMs > bounds.fromMs) marks += `M${x} ${y - 4}l4 4l-4 4l-4-4z`;
    before = { lane, endMs: toMs };
  }
  return (
    <svg
      aria-hidden="true"
      style={{ left: leftPx }}
      width={widthPx}
      height={HEAD_PX + rows.length * rowPx}
      className="pointer-events-none absolute top-0"
    >
      <path d={lines} className="fill-none stroke-ink" strokeWidth="1.5" />
      <path d={marks} className="fill-ink" />
    </svg>
  );
}

/** The moment that is read. */
export function Crosshair({ px }: { px: number }) {
  return (
    <span
      aria-hidden="true"
      style={{ left: px }}
      className="pointer-events-none absolute inset-y-0 z-20 border-l border-accent"
    />
  );
}

/** What is being dragged over. */
export function BrushMark({
  brush: { startPx, endPx },
  leftPx,
  widthPx,
}: {
  brush: Brush;
  leftPx: number;
  widthPx: number;
}) {
  const onLine = (px: number): number => Math.min(Math.max(px, 0), widthPx);
  const [from, to] = [onLine(Math.min(startPx, endPx)), onLine(Math.max(startPx, endPx))];
  return (
    <span
      aria-hidden="true"
      style={{ left: leftPx + from, width: to - from }}
      className="pointer-events-none absolute inset-y-0 z-20 border-x border-accent bg-accent/15"
    />
  );
}
