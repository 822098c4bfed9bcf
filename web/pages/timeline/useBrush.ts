import { type PointerEvent, useState } from 'react';

/** Shorter than this a movement is a press and no drag. */
const DRAG_PX = 6;

/** Where a drag began and where it is, pixels on the line. */
export type Brush = { startPx: number; endPx: number };

type BrushHandlers = {
  onPointerDown(event: PointerEvent): void;
  onPointerMove(event: PointerEvent): void;
  onPointerUp(event: PointerEvent): void;
  onPointerCancel(): void;
};

/** Lets a stretch of a line be chosen by dragging over it. `pxOf`: the place of a pointer on the line. */
export function useBrush(
  pxOf: (event: PointerEvent) => number,
  onChosen: (brush: Brush) => void,
): { brush: Brush | null; cancel(): void; handlers: BrushHandlers } {
  const [begun, setBegun] = useState<Brush | null>(null);
  const brush = begun !== null && Math.abs(begun.endPx - begun.startPx) >= DRAG_PX ? begun : null;
  const cancel = (): void => setBegun(null);
  return {
    brush,
    cancel,
    handlers: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        const px = pxOf(event);
        if (px < 0) return;
        setBegun({ startPx: px, endPx: px });
      },
      onPointerMove(event) {
        if (begun === null) return;
        const endPx = pxOf(event);
        // From here on it is ours, also where it leaves the line.
        if (Math.abs(endPx - begun.startPx) >= DRAG_PX)
          event.currentTarget.setPointerCapture(event.pointerId);
        setBegun({ ...begun, endPx });
      },
      onPointerUp() {
        cancel();
        if (brush !== null) onChosen(brush);
      },
      onPointerCancel: cancel,
    },
  };
}
