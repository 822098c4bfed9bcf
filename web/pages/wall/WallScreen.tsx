import type { ReactNode } from 'react';
import { useNow } from '../../api/live-context.tsx';
import { shiftAt } from './pixel-shift.ts';
import { useIdle } from './useIdle.ts';
import { useWakeLock } from './useWakeLock.ts';
import { useWallSettings } from './wall-settings-context.ts';

/** For how long the cursor of a mouse stays after it was moved. */
const CURSOR_FOR_MS = 3000;

/** The glass: all of the window, kept awake, without a cursor, and nothing on it in one place for ever. */
export function WallScreen({ children }: { children: ReactNode }) {
  useWakeLock();
  const idle = useIdle(CURSOR_FOR_MS);
  const { shift } = useWallSettings();
  const nowMs = useNow();
  const { xPx, yPx } = shift ? shiftAt(nowMs) : { xPx: 0, yPx: 0 };
  return (
    <div className={`fixed inset-0 overflow-hidden bg-page ${idle ? 'cursor-none' : ''}`}>
      <div
        data-shifted={`${xPx} ${yPx}`}
        style={{ transform: `translate(${xPx}px, ${yPx}px)` }}
        className="absolute inset-0 flex flex-col"
      >
        {children}
      </div>
    </div>
  );
}
