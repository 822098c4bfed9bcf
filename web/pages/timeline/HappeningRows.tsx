import { type Bounds, clustersOf, toPx } from '../../lib/stretches.ts';
import { APART_PX, HEAD_ROW_PX } from './geometry.ts';
import type { Happening } from './happening.ts';

type RowProps = { bounds: Bounds; widthPx: number; happenings: readonly Happening[] };

const BOTTOM_PX = HEAD_ROW_PX - 5;

/** Everything that happened at a moment, as ticks: the more at a time, the higher. */
export function TicksRow({ happenings, bounds, widthPx }: RowProps) {
  return (
    <svg aria-hidden="true" width={widthPx} height={HEAD_ROW_PX} className="absolute inset-0">
      <path
        d={clustersOf(happenings, bounds, widthPx, APART_PX)
          .map(({ x, items }) => {
            const height = Math.min(8 + 3 * Math.log2(items.length), HEAD_ROW_PX - 10);
            return `M${Math.round(x) - 1} ${BOTTOM_PX}h2v${-height}h-2z`;
          })
          .join('')}
        className="fill-soft"
      />
    </svg>
  );
}

/** So many may be seen to go on at a time. */
const DEEP = 3;
const BAR_PX = 6;
const STEP_PX = 8;

/** How a bar looks: what ended badly is marked as such. */
const LOOKS = [
  { shape: null, className: 'fill-soft opacity-70' },
  { shape: 'attention', className: 'fill-[url(#timeline-attention)]' },
  { shape: 'offline', className: 'fill-offline-mark' },
] as const;

/** What took a while, as bars: below each other where they go on at the same time. One that goes on has no end. */
export function BarsRow({ happenings, bounds, widthPx, endMs }: RowProps & { endMs: number }) {
  const bars = barsOf(happenings, bounds, widthPx, endMs);
  return (
    <svg aria-hidden="true" width={widthPx} height={HEAD_ROW_PX} className="absolute inset-0">
      {LOOKS.map(({ shape, className }) => (
        <path
          key={shape}
          d={bars
            .filter((bar) => bar.shape === shape)
            .map(({ x, end, deep }) => `M${x} ${3 + deep * STEP_PX}h${end - x}v${BAR_PX}h${x - end}z`)
            .join('')}
          className={className}
        />
      ))}
    </svg>
  );
}

type Bar = { x: number; end: number; deep: number; shape: Happening['shape'] };

/** Those in sight; what lies within a bar of its kind is not drawn again, so there are never more than pixels. */
function barsOf(happenings: readonly Happening[], bounds: Bounds, widthPx: number, endMs: number): Bar[] {
  const ends: number[] = [];
  const bars: Bar[] = [];
  for (const { atMs, endMs: toMs, shape } of happenings) {
    const untilMs = toMs ?? Math.max(endMs, atMs);
    if (atMs > bounds.toMs || untilMs < bounds.fromMs) continue;
    const x = Math.round(Math.max(-2, toPx(atMs, bounds, widthPx)));
    const end = Math.round(Math.max(Math.min(toPx(untilMs, bounds, widthPx), widthPx + 2), x + 2));
    let deep = ends.findIndex((taken) => taken < x);
    if (deep < 0) deep = ends.length < DEEP ? ends.length : -1;
    const last = bars.findLast((bar) => bar.shape === shape);
    if (deep < 0 && last !== undefined && last.end >= end) continue;
    deep = Math.max(deep, 0);
    ends[deep] = Math.max(ends[deep] ?? 0, end);
    bars.push({ x, end, deep, shape });
  }
  return bars;
}
