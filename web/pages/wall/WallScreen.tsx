import { type ReactNode, useMemo } from 'react';
import { useNow } from '../../api/live-context.tsx';
import { useSize } from '../../ui/useSize.ts';
import { SCALES } from '../../url/wall-settings.ts';
import { shiftAt } from './pixel-shift.ts';
import { useIdle } from './useIdle.ts';
import { useWakeLock } from './useWakeLock.ts';
import { WallSettingsContext, useWallSettings } from './wall-settings-context.ts';

/** For how long the cursor of a mouse stays after it was moved. */
const CURSOR_FOR_MS = 3000;

type WallScreenProps = { notes: ReactNode; children: ReactNode };

/**
 * The glass: all of the window, kept awake, without a cursor, and nothing on it in one place for ever. `notes`: about the
 * screen itself. They take room from what is below them, and not the size from its letters, which are to be read from as far.
 */
export function WallScreen({ notes, children }: WallScreenProps) {
  useWakeLock();
  const idle = useIdle(CURSOR_FOR_MS);
  const settings = useWallSettings();
  const { ref: glassRef, size: glass } = useSize();
  const { ref: roomRef, size: room } = useSize();
  const glassPx = glass?.heightPx ?? 0;
  const roomPx = room?.heightPx ?? 0;
  const below = useMemo(
    () => ({ ...settings, scale: scaleBelow(settings.scale, glassPx, roomPx) }),
    [settings, glassPx, roomPx],
  );
  const { shift } = settings;
  const nowMs = useNow();
  const { xPx, yPx } = shift ? shiftAt(nowMs) : { xPx: 0, yPx: 0 };
  return (
    <div className={`fixed inset-0 overflow-hidden bg-page ${idle ? 'cursor-none' : ''}`}>
      <div
        ref={glassRef}
        data-shifted={`${xPx} ${yPx}`}
        style={{ transform: `translate(${xPx}px, ${yPx}px)` }}
        className="absolute inset-0 flex flex-col"
      >
        {notes}
        <div ref={roomRef} className="relative min-h-0 flex-1">
          <WallSettingsContext value={below}>{children}</WallSettingsContext>
        </div>
      </div>
    </div>
  );
}

/** The scale by which letters in a part of the screen are as large as on all of it, but none that no board is made for. */
function scaleBelow(scale: number, glassPx: number, roomPx: number): number {
  if (roomPx === 0 || roomPx >= glassPx) return scale;
  // A little less, lest a unit that is a whole number of pixels became one more.
  return Math.max(scale, Math.min(SCALES.most, (scale * glassPx) / roomPx - 1e-6));
}
