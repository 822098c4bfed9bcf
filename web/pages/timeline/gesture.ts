/** What pointers on the lanes mean. Pure. */
import type { Bounds } from '../../lib/stretches.ts';
import { type Memory, panned, zoomed } from './bounds.ts';

/** A pointer went further than this: it is no press any more. */
export const DRAG_PX = 6;
/** A finger that stays for so long is about to mark something, ms. */
export const LONG_PRESS_MS = 450;

/** What a drag with a mouse does when no key says otherwise. */
export type Hand = 'mark' | 'move';

/** `wait`: a finger that may become anything. */
export type Manner = 'mark' | 'move' | 'wait';

type Press = { pointerType: string; button: number; shiftKey: boolean };

/** Null: this button is not ours. */
export function mannerOf({ pointerType, button, shiftKey }: Press, hand: Hand): Manner | null {
  if (button === 1) return 'move';
  if (button !== 0) return null;
  if (pointerType === 'touch') return 'wait';
  return shiftKey || hand === 'move' ? 'move' : 'mark';
}

/** What a wheel turned by so much means, in pixels: sideways, and up or down. */
export type Turn = { alongPx: number; acrossPx: number };

const LINE_PX = 16;
const PAGE_PX = 400;

type WheelStep = { deltaX: number; deltaY: number; deltaMode: number; shiftKey: boolean };

export function turnOf({ deltaX, deltaY, deltaMode, shiftKey }: WheelStep): Turn {
  const unitPx = deltaMode === 1 ? LINE_PX : deltaMode === 2 ? PAGE_PX : 1;
  const sideways = shiftKey && deltaX === 0 ? deltaY : deltaX;
  // A wheel goes one way at a time, and a hand on a pad nearly so.
  return Math.abs(sideways) > Math.abs(deltaY) || shiftKey
    ? { alongPx: sideways * unitPx, acrossPx: 0 }
    : { alongPx: 0, acrossPx: deltaY * unitPx };
}

/** A notch of a usual wheel (100 px) makes it a third longer. */
const factorOf = (acrossPx: number): number => 1.33 ** (Math.min(Math.max(acrossPx, -300), 300) / 100);

/** A line of `widthPx` that stands for `bounds`. */
type Line = { bounds: Bounds; widthPx: number };

const msPerPx = ({ bounds: { fromMs, toMs }, widthPx }: Line): number => (toMs - fromMs) / widthPx;

/** After the wheel was turned with the pointer at `px`. */
export function turned({ alongPx, acrossPx }: Turn, px: number, line: Line, memory: Memory): Bounds {
  const { bounds } = line;
  if (acrossPx === 0) return panned(bounds, alongPx * msPerPx(line), memory);
  return zoomed(bounds, bounds.fromMs + px * msPerPx(line), factorOf(acrossPx), memory);
}

/** After what was at `fromPx` was pulled to `toPx`. */
export const pulled = (fromPx: number, toPx: number, line: Line, memory: Memory): Bounds =>
  panned(line.bounds, (fromPx - toPx) * msPerPx(line), memory);

/** Two fingers on the line, pixels. */
export type Fingers = readonly [number, number];

/** What was under two fingers stays under them. */
export function pinched(from: Fingers, to: Fingers, line: Line, memory: Memory): Bounds {
  const apart = ([a, b]: Fingers): number => Math.max(Math.abs(b - a), 10);
  const middle = ([a, b]: Fingers): number => (a + b) / 2;
  const moved = pulled(middle(from), middle(to), line, memory);
  const aroundMs = moved.fromMs + middle(to) * msPerPx({ ...line, bounds: moved });
  return zoomed(moved, aroundMs, apart(from) / apart(to), memory);
}
