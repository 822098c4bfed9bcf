/** How what is drawn is slid and stretched to stand for something else, so that it need not be drawn anew. Pure. */
import type { Bounds } from '../../lib/stretches.ts';

/** A stretch of time on a line of so many pixels. */
export type Line = { bounds: Bounds; widthPx: number };

/** `leftPx`: where the drawn line begins, seen from where the visible one does. */
export type Drawn = Line & { leftPx: number };

/** As much again as is visible, on either side: half of that. */
const SPARE = 0.5;

/** Exactly what is visible. */
export const drawnExactly = (line: Line): Drawn => ({ ...line, leftPx: 0 });

/** More than is visible, so that it can be slid. */
export function drawnWidely({ bounds: { fromMs, toMs }, widthPx }: Line): Drawn {
  const spareMs = (toMs - fromMs) * SPARE;
  return {
    bounds: { fromMs: fromMs - spareMs, toMs: toMs + spareMs },
    widthPx: widthPx * (1 + 2 * SPARE),
    leftPx: -widthPx * SPARE,
  };
}

/** First stretched by `scale`, from its own beginning, and then moved. */
export type Slide = { movePx: number; scale: number };

const lengthOf = ({ fromMs, toMs }: Bounds): number => toMs - fromMs;

/** What makes of `drawn` what `visible` stands for. */
export function slideOf(drawn: Drawn, { bounds, widthPx }: Line): Slide {
  const pxPerMs = widthPx / lengthOf(bounds);
  return {
    movePx: (drawn.bounds.fromMs - bounds.fromMs) * pxPerMs - drawn.leftPx,
    scale: (lengthOf(drawn.bounds) / drawn.widthPx) * pxPerMs,
  };
}

/** Stretched further than this, it looks wrong. */
const MOST_STRETCHED = 1.3;

/** Whether it has to be drawn anew: there is something to be seen that is not drawn, or it would be stretched too far. */
export function outgrown(drawn: Drawn, visible: Line): boolean {
  const { scale } = slideOf(drawn, visible);
  const { fromMs, toMs } = visible.bounds;
  return (
    scale > MOST_STRETCHED ||
    scale < 1 / MOST_STRETCHED ||
    fromMs < drawn.bounds.fromMs ||
    toMs > drawn.bounds.toMs
  );
}
