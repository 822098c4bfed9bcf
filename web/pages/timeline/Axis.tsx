import { formatClock, formatDay } from '../../lib/instant.ts';
import { type Bounds, toPx } from '../../lib/stretches.ts';
import type { Tick } from '../../lib/time-ticks.ts';
import { useZone } from '../../url/display.tsx';
import { AXIS_PX } from './geometry.ts';
import { TICK_LABEL_PX } from './useTicks.ts';

const MINUTE_MS = 60_000;
/** Of another day than any on the line, so that the day is always named. */
const NO_DAY_MS = 0;

type AxisProps = {
  bounds: Bounds;
  widthPx: number;
  stepMs: number;
  ticks: readonly Tick[];
};

/** The times, with the day where one begins; the zone stands before them. */
export function Axis({ bounds, widthPx, stepMs, ticks }: AxisProps) {
  const zone = useZone();
  return ticks.map(({ atMs, midnight }) => {
    const x = toPx(atMs, bounds, widthPx);
    if (x > widthPx - TICK_LABEL_PX) return null;
    const clock = formatClock(atMs, zone);
    const day = midnight ? formatDay(atMs, zone, NO_DAY_MS) : null;
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
