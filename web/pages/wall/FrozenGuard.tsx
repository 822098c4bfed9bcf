import type { CSSProperties } from 'react';

/** A page that has not moved for so long is taken for dead; several ticks of its clock. */
const DEAD_AFTER_MS = 6000;

/**
 * Covers the board once the page has stopped to run: the style alone does it, which goes on when scripts do not. Each
 * tick of the clock begins the wait anew.
 */
export function FrozenGuard({ nowMs }: { nowMs: number }) {
  const style: CSSProperties = {
    // Another name begins an animation anew without another element.
    animationName: Math.floor(nowMs / 1000) % 2 === 0 ? 'wall-frozen' : 'wall-frozen-again',
    animationDelay: `${DEAD_AFTER_MS}ms`,
  };
  return (
    <div
      aria-hidden="true"
      data-guard="frozen"
      style={style}
      className="wall-frozen wall-hatched pointer-events-none absolute inset-0 flex items-center justify-center bg-page/90"
    >
      <p className="border-4 border-unknown bg-surface p-[1em] text-[2em] font-semibold text-ink">
        This screen has stopped: what it shows is old.
      </p>
    </div>
  );
}
