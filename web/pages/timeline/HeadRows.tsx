import type { Level } from '~wire/verdict.ts';
import { formatClock, formatDay, zoneName, zoneOffsetMs } from '../../lib/instant.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { type Bounds, type Closed, clustersOf, piecesOf, toPx } from '../../lib/stretches.ts';
import { type Tick, timeTicks } from '../../lib/time-ticks.ts';
import { useZone } from '../../url/display.tsx';
import { Chips } from './Chips.tsx';
import { Track } from './Track.tsx';
import { APART_PX, AXIS_PX, HEAD_ROW_PX, leastPx, statusBands } from './geometry.ts';
import { levelShape } from './lanes.ts';
import type { Happening } from './moments.ts';

const MINUTE_MS = 60_000;
/** Room for a time with its seconds. */
const LABEL_PX = 88;
const HEAD_BANDS = statusBands(HEAD_ROW_PX);

type Line = { bounds: Bounds; widthPx: number };

export function useTicks({ bounds, widthPx }: Line): { stepMs: number; ticks: Tick[] } {
  const zone = useZone();
  return timeTicks(bounds, Math.max(2, Math.floor(widthPx / LABEL_PX)), (atMs) => zoneOffsetMs(atMs, zone));
}

/** The times, with the day where one begins; the zone stands before them. */
export function Axis({ bounds, widthPx, nowMs }: Line & { nowMs: number }) {
  const zone = useZone();
  const { stepMs, ticks } = useTicks({ bounds, widthPx });
  return ticks.map(({ atMs, midnight }) => {
    const x = toPx(atMs, bounds, widthPx);
    if (x > widthPx - LABEL_PX / 2) return null;
    const clock = formatClock(atMs, zone);
    const day = midnight ? formatDay(atMs, zone, nowMs) : null;
    return (
      <span
        key={atMs}
        style={{ left: x + 4, lineHeight: `${AXIS_PX}px` }}
        className="absolute whitespace-nowrap"
      >
        {day ?? (stepMs < MINUTE_MS ? clock : clock.slice(0, 5))}
      </span>
    );
  });
}

/** What the zone of the axis calls itself. */
export function AxisZone({ atMs }: { atMs: number }) {
  return zoneName(atMs, useZone());
}

/** The verdict over time. */
export function VerdictRow({ levels, bounds, widthPx }: Line & { levels: readonly Closed<Level>[] }) {
  return (
    <>
      <svg aria-hidden="true" width={widthPx} height={HEAD_ROW_PX} className="absolute inset-0">
        <Track pieces={piecesOf(levels, levelShape, leastPx, bounds, widthPx)} bands={HEAD_BANDS} />
      </svg>
      <Chips
        stretches={levels}
        bounds={bounds}
        widthPx={widthPx}
        bands={HEAD_BANDS}
        labelOf={(level) => (level === 'ok' ? null : LEVEL_LOOKS[level])}
      />
    </>
  );
}

type HappeningsRowProps = Line & {
  happenings: readonly Happening[];
  /** Since when there are any; before it begins what is known, there may be some missing. */
  watchedSinceMs: number;
  completeSinceMs: number;
};

/** Everything that happened, as ticks: the more at a time, the higher. Hatched where not all is kept. */
export function HappeningsRow({
  happenings,
  watchedSinceMs,
  completeSinceMs,
  bounds,
  widthPx,
}: HappeningsRowProps) {
  const onLine = (atMs: number): number => Math.min(widthPx, Math.max(0, toPx(atMs, bounds, widthPx)));
  const [missing, complete] = [onLine(watchedSinceMs), onLine(completeSinceMs)];
  const bottom = HEAD_ROW_PX - 5;
  return (
    <svg aria-hidden="true" width={widthPx} height={HEAD_ROW_PX} className="absolute inset-0">
      {complete > missing && (
        <rect
          x={missing}
          width={complete - missing}
          y="4"
          height={HEAD_ROW_PX - 8}
          className="fill-[url(#timeline-unknown)]"
        />
      )}
      <path
        d={clustersOf(happenings, bounds, widthPx, APART_PX)
          .map(({ x, items }) => {
            const height = Math.min(8 + 3 * Math.log2(items.length), HEAD_ROW_PX - 10);
            return `M${Math.round(x) - 1} ${bottom}h2v${-height}h-2z`;
          })
          .join('')}
        className="fill-soft"
      />
    </svg>
  );
}
