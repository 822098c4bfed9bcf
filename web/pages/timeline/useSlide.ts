import { type RefObject, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Bounds } from '../../lib/stretches.ts';
import type { Period } from '../../url/period.ts';
import { type Drawn, type Line, drawnExactly, drawnWidely, outgrown, slideOf } from './slide.ts';

/** Less than this part of what is shown is no step. */
const NO_STEP = 1 / 2000;

const same = (a: Bounds, b: Bounds): boolean =>
  Math.max(Math.abs(a.fromMs - b.fromMs), Math.abs(a.toMs - b.toMs)) <= (b.toMs - b.fromMs) * NO_STEP;

export type Sliding = {
  drawn: Drawn;
  /** What was visible when it was drawn. */
  bounds: Bounds;
  moving: boolean;
  /** What is visible right now. */
  visible(): Bounds;
  move(bounds: Bounds): void;
  /** Stays as it is: now the address says so, too, and what is not there yet is asked for. */
  settle(): void;
};

/** Marks what is slid, within the element. */
export const SLID = 'data-slid';

/**
 * Shows `settled`, which `period` means in this second, and lets it be moved: what is drawn is slid by the browser, without anything
 * being made anew, for as long as there is enough of it.
 */
export function useSlide(
  element: RefObject<HTMLElement | null>,
  period: Period,
  settled: Bounds,
  widthPx: number,
  setPeriod: (period: Period) => void,
): Sliding {
  const key = JSON.stringify(period);
  const [moved, setMoved] = useState<{ key: string; bounds: Bounds } | null>(null);
  const latest = useRef<{ key: string; bounds: Bounds } | null>(null);
  // The address has followed, or gone somewhere else.
  if (moved !== null && moved.key !== key) setMoved(null);
  const moving = moved !== null && moved.key === key;
  const bounds = moving ? moved.bounds : settled;
  const drawn = useMemo(() => {
    const line: Line = { bounds, widthPx };
    return moving ? drawnWidely(line) : drawnExactly(line);
  }, [bounds, widthPx, moving]);

  const visible = (): Bounds => (moving && latest.current?.key === key ? latest.current.bounds : bounds);
  const slide = (): void => {
    const { movePx, scale } = slideOf(drawn, { bounds: visible(), widthPx });
    const transform = movePx === 0 && scale === 1 ? '' : `translateX(${movePx}px) scaleX(${scale})`;
    for (const slid of element.current?.querySelectorAll<HTMLElement>(`[${SLID}]`) ?? [])
      slid.style.transform = transform;
  };
  // What has just been drawn may have been moved on meanwhile.
  useLayoutEffect(slide);

  return {
    drawn,
    bounds,
    moving,
    visible,
    move(next) {
      latest.current = { key, bounds: next };
      if (!moving || outgrown(drawn, { bounds: next, widthPx })) setMoved({ key, bounds: next });
      else slide();
    },
    settle() {
      const { fromMs, toMs } = visible();
      if (same({ fromMs, toMs }, settled)) setMoved(null);
      else setPeriod({ kind: 'between', fromMs: Math.round(fromMs), toMs: Math.round(toMs) });
    },
  };
}
