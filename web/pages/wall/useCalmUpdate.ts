import { useEffect } from 'react';
import { useUpdates } from '../../api/live-context.tsx';
import type { Board } from '../../components/useBoard.ts';
import { isTime } from './calm.ts';

/** Has a newer build of the page wait for a moment in which nobody misses anything. */
export function useCalmUpdate({ view, verdict, nowMs }: Board): void {
  const updates = useUpdates();
  useEffect(() => updates.hold(), [updates]);
  const changedAtMs = view.changes[0]?.atMs ?? null;
  const live = verdict.level !== 'unknown';
  useEffect(() => {
    const sinceMs = updates.waitingSinceMs();
    // While the data are old the proxy may be away, and a browser that can't load a page shows nothing at all.
    if (sinceMs !== null && live && isTime({ nowMs, changedAtMs, sinceMs })) updates.take();
  }, [updates, live, nowMs, changedAtMs]);
}
