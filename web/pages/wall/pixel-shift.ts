/** Moves all of the picture a little, so that no pixel shows the same for months. Pure. */

/** How far to each side, px: less than the margin that every text on the board keeps from the edge. */
export const SHIFT_PX = 4;
const EVERY_MS = 60_000;
const SIDE = 2 * SHIFT_PX + 1;

/** Where the picture stands at a moment, px: each place as often as any other, and each a pixel beside the one before. */
export function shiftAt(nowMs: number): { xPx: number; yPx: number } {
  const step = Math.floor(nowMs / EVERY_MS) % (2 * SIDE * SIDE);
  // There, and back the same way.
  const place = step < SIDE * SIDE ? step : 2 * SIDE * SIDE - 1 - step;
  const row = Math.floor(place / SIDE);
  const column = row % 2 === 0 ? place % SIDE : SIDE - 1 - (place % SIDE);
  return { xPx: column - SHIFT_PX, yPx: row - SHIFT_PX };
}
