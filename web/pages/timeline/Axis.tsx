import { formatClock, formatDay } from '../../lib/instant.ts';
import { type Bounds, toPx } from '../../lib/stretches.ts';
import type { Tick } from '../../lib/time-ticks.ts';
import { useZone } from '../../url/display.tsx';
import { AXIS_PX } from './geometry.ts';
import { TICK_LABEL_PX } from './useTicks.ts';

const MINUTE_MS = 60_000;

type AxisProps = {
  bounds: Bounds;
  widthPx: number;
  stepMs: number;
  ticks: readonly Tick[];
  nowMs: number;
};

/** The times, with the day where one begins; the zone stands before them. */
export function Axis({ bounds, widthPx, stepMs, ticks, nowMs }: AxisProps) {
  const zone = useZone();
  return ticks.map(({ atMs, midnight }) => {
    const x = toPx(atMs, bounds, widthPx);
    if (x > widthPx - TICK_LABEL_PX / 2) return null;
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
