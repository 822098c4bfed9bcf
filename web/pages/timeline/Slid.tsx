import type { ReactNode } from 'react';
import type { Drawn } from './slide.ts';
import { SLID } from './useSlide.ts';

type SlidProps = {
  drawn: Drawn;
  moving: boolean;
  /** Where the visible line begins within the row. */
  leftPx: number;
  className?: string;
  children: ReactNode;
};

/** What stands on the line, cut at the ends of what is visible, and slid with it. */
export function Slid({ drawn, moving, leftPx, className = '', children }: SlidProps) {
  return (
    <div
      style={{ left: leftPx }}
      className={`pointer-events-none absolute inset-y-0 right-0 overflow-x-clip ${className}`}
    >
      <div
        {...{ [SLID]: '' }}
        style={{ left: drawn.leftPx, width: drawn.widthPx }}
        className={`absolute inset-y-0 origin-left ${moving ? 'will-change-transform' : ''}`}
      >
        {children}
      </div>
    </div>
  );
}
