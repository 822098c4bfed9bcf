import { useState } from 'react';
import type { Bounds } from '../../lib/stretches.ts';
import type { Period } from '../../url/period.ts';

/** Less than this part of what is shown is no step. */
const NO_STEP = 1 / 2000;

const same = (a: Bounds, b: Bounds): boolean =>
  Math.max(Math.abs(a.fromMs - b.fromMs), Math.abs(a.toMs - b.toMs)) <= (b.toMs - b.fromMs) * NO_STEP;

export type Shown = { bounds: Bounds; move(bounds: Bounds): void; settle(): void };

/**
 * What is shown while it is being moved: only once that is over does the address say so, and only then is anything asked for.
 * `bounds`: what `period` means in this second.
 */
export function useShown(period: Period, bounds: Bounds, setPeriod: (period: Period) => void): Shown {
  const key = JSON.stringify(period);
  const [moved, setMoved] = useState<{ key: string; bounds: Bounds } | null>(null);
  // The address has followed, or gone somewhere else.
  if (moved !== null && moved.key !== key) setMoved(null);
  const shown = moved !== null && moved.key === key ? moved.bounds : bounds;
  return {
    bounds: shown,
    move: (next) => setMoved({ key, bounds: next }),
    settle() {
      if (same(shown, bounds)) setMoved(null);
      else setPeriod({ kind: 'between', fromMs: Math.round(shown.fromMs), toMs: Math.round(shown.toMs) });
    },
  };
}
