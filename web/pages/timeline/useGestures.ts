import { type PointerEvent, type RefObject, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Bounds } from '../../lib/stretches.ts';
import type { Memory } from './bounds.ts';
import {
  DRAG_PX,
  type Fingers,
  type Hand,
  LONG_PRESS_MS,
  type Manner,
  mannerOf,
  pinched,
  pulled,
  turnOf,
  turned,
} from './gesture.ts';

/** What is being marked, pixels on the line. */
export type Brush = { startPx: number; endPx: number };

/** After the last turn of a wheel, this long (ms) until what is shown then is asked for. */
const SETTLED_AFTER_MS = 180;

type GestureOptions = {
  /** What is shown right now. */
  visible(): Bounds;
  widthPx: number;
  /** Where the line begins within the element. */
  leftPx: number;
  memory: Memory;
  hand: Hand;
  /** The lanes show these bounds from now on, though nothing of it is in the address yet. */
  onMove(bounds: Bounds): void;
  /** They stay like that. */
  onSettled(): void;
  onMarked(brush: Brush): void;
  onPressed(px: number): void;
};

/** What has begun and not ended. */
type Begun = {
  manner: Manner;
  /** By pointer, where each is now. */
  fingers: Map<number, number>;
  startPx: number;
  /** Where everything was when it began. */
  bounds: Bounds;
  /** Of two fingers, where they came down. */
  pinchedFrom: Fingers | null;
  moved: boolean;
  longPress: ReturnType<typeof setTimeout> | undefined;
};

/**
 * Lets a line be moved, looked at more closely and marked: by a mouse, whose wheel goes closer and, with Shift or sideways, along; and by
 * fingers, of which one moves, two go closer, and one that has stayed for a while marks.
 */
export function useGestures(element: RefObject<HTMLElement | null>, options: GestureOptions) {
  const { visible, widthPx, leftPx, memory, hand } = options;
  const [brush, setBrush] = useState<Brush | null>(null);
  const begun = useRef<Begun | null>(null);

  const pxOf = (event: { clientX: number }): number =>
    event.clientX - (element.current?.getBoundingClientRect().left ?? 0) - leftPx;

  const end = (): void => {
    clearTimeout(begun.current?.longPress);
    begun.current = null;
    setBrush(null);
  };

  const turn = useEffectEvent((event: WheelEvent): boolean => {
    const px = pxOf(event);
    const wanted = turnOf(event);
    // Beside the line the wheel is the browser's, and so is what makes the whole page larger.
    if (px < 0 || event.ctrlKey || event.metaKey) return false;
    options.onMove(turned(wanted, px, { bounds: visible(), widthPx }, memory));
    return true;
  });
  const settle = useEffectEvent(() => options.onSettled());
  useEffect(() => {
    const line = element.current;
    if (line === null) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onWheel = (event: WheelEvent): void => {
      if (!turn(event)) return;
      event.preventDefault();
      clearTimeout(timer);
      timer = setTimeout(settle, SETTLED_AFTER_MS);
    };
    // React's own listeners may not keep the page from scrolling.
    line.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      clearTimeout(timer);
      line.removeEventListener('wheel', onWheel);
    };
  }, [element]);

  const startMarking = (from: Begun): void => {
    from.manner = 'mark';
    from.moved = true;
    setBrush({ startPx: from.startPx, endPx: from.startPx });
  };

  const handlers = {
    onPointerDown(event: PointerEvent): void {
      const px = pxOf(event);
      const open = begun.current;
      if (open !== null && event.pointerType === 'touch' && open.fingers.size === 1) {
        clearTimeout(open.longPress);
        const [first = px] = open.fingers.values();
        open.fingers.set(event.pointerId, px);
        Object.assign(open, { manner: 'move', moved: true, bounds: visible(), pinchedFrom: [first, px] });
        setBrush(null);
        return;
      }
      const manner = mannerOf(event, hand);
      if (open !== null || manner === null || px < 0) return;
      if (event.button === 1) event.preventDefault();
      const next: Begun = {
        manner,
        fingers: new Map([[event.pointerId, px]]),
        startPx: px,
        bounds: visible(),
        pinchedFrom: null,
        moved: false,
        longPress: undefined,
      };
      if (manner === 'wait') {
        next.longPress = setTimeout(() => startMarking(next), LONG_PRESS_MS);
      }
      begun.current = next;
    },
    onPointerMove(event: PointerEvent): void {
      const open = begun.current;
      if (open === null || !open.fingers.has(event.pointerId)) return;
      const px = pxOf(event);
      open.fingers.set(event.pointerId, px);
      const line = { bounds: open.bounds, widthPx };
      const [one, two] = open.fingers.values();
      if (open.pinchedFrom !== null) {
        if (one === undefined || two === undefined) return;
        options.onMove(pinched(open.pinchedFrom, [one, two], line, memory));
        return;
      }
      if (!open.moved && Math.abs(px - open.startPx) < DRAG_PX) return;
      if (!open.moved) {
        clearTimeout(open.longPress);
        open.moved = true;
        if (open.manner === 'wait') open.manner = 'move';
        // From here on it is ours, also where it leaves the line.
        event.currentTarget.setPointerCapture(event.pointerId);
      }
      if (open.manner === 'mark') setBrush({ startPx: open.startPx, endPx: px });
      else {
        options.onMove(pulled(open.startPx, px, line, memory));
      }
    },
    onPointerUp(event: PointerEvent): void {
      const open = begun.current;
      if (open === null || !open.fingers.has(event.pointerId)) return;
      const px = pxOf(event);
      end();
      if (!open.moved) {
        if (event.button === 0) options.onPressed(px);
      } else if (open.manner === 'move') options.onSettled();
      else if (Math.abs(px - open.startPx) >= DRAG_PX) {
        options.onMarked({ startPx: open.startPx, endPx: px });
      }
    },
    /** The browser takes it: the page is scrolled. */
    onPointerCancel(): void {
      const open = begun.current;
      end();
      if (open?.moved === true && open.manner === 'move') options.onSettled();
    },
    /** A finger that stays asks for no menu. */
    onContextMenu(event: { preventDefault(): void }): void {
      if (begun.current !== null) event.preventDefault();
    },
  };
  return { brush, cancel: end, handlers };
}
