import { useMemo } from 'react';
import { zoneOffsetMs } from '../../lib/instant.ts';
import { type Ticks, timeTicks } from '../../lib/time-ticks.ts';
import { useZone } from '../../url/display.tsx';
import type { Line } from './slide.ts';

/** Room for a time with its seconds. */
export const TICK_LABEL_PX = 88;

/** Where round times stand on a line. */
export function useTicks({ bounds, widthPx }: Line): Ticks {
  const zone = useZone();
  return useMemo(
    () =>
      timeTicks(bounds, Math.max(2, Math.floor(widthPx / TICK_LABEL_PX)), (atMs) => zoneOffsetMs(atMs, zone)),
    [bounds, widthPx, zone],
  );
}
