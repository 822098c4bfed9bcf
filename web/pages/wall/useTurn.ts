import { useState } from 'react';
import { type Interruption, type Turn, interrupting, levelsOf, turnAt } from './rotation.ts';
import type { WallSummary } from './wall-summary.ts';

/** Whose turn it is now; a change for the worse is shown at once, and has a whole turn. Null: there is no cluster. */
export function useTurn(clusters: readonly WallSummary[], periodMs: number, nowMs: number): Turn | null {
  const [interruption, setInterruption] = useState<Interruption | null>(null);
  const [before, setBefore] = useState(clusters);
  if (before !== clusters) {
    setBefore(clusters);
    const broken = interrupting(levelsOf(before), clusters);
    if (broken !== null) setInterruption({ key: broken.key, untilMs: nowMs + periodMs });
  }
  return turnAt(clusters, periodMs, nowMs, interruption);
}
