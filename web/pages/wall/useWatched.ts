import { useLayoutEffect } from 'react';
import type { ClusterSummary } from '~wire/api.ts';
import { staleAfterMs } from '~wire/freshness.ts';
import { useNow } from '../../api/live-context.tsx';
import { reloadWhenAnswered } from '../../api/reload.ts';
import type { Board } from '../../components/useBoard.ts';
import { formatClock, zoneName } from '../../lib/instant.ts';
import { readBrowserClocks } from '../../lib/browser-clocks.ts';
import { useZone } from '../../url/display.tsx';
import { type Drawn, createWatchdog } from './watchdog.ts';

const begunWith = readBrowserClocks();

/** Of the two clocks of a browser the one that went further: one stops while the machine sleeps, the other may be set back. */
function elapsedMs(): number {
  const { monotonicMs, wallMs } = readBrowserClocks();
  return Math.max(monotonicMs - begunWith.monotonicMs, wallMs - begunWith.wallMs);
}

/** One for the document: it has to be there when the tree of components is not. */
const watchdog = createWatchdog({
  now: elapsedMs,
  isWall: () => location.pathname.startsWith('/wall'),
  isInSight: () => document.visibilityState === 'visible',
  recover: () => reloadWhenAnswered(),
});

/** Tells the watchdog of every drawing of a board. */
export function useWatched({ view: { snapshot }, stale, nowMs }: Board): void {
  const { cluster, observedAtMs } = snapshot;
  useDrawn({ cluster: cluster.key, observedAtMs, fresh: !stale, limitMs: staleAfterMs(snapshot) }, nowMs);
}

/** The same of what stands in the place of a board that has not come yet. */
export function useWatchedSummary(summary: ClusterSummary): void {
  const { key: cluster, observedAtMs, level } = summary;
  useDrawn({ cluster, observedAtMs, fresh: level !== 'unknown', limitMs: staleAfterMs(summary) }, useNow());
}

type Shown = Omit<Drawn, 'since' | 'observedAtMs'> & { observedAtMs: number | null };

/** Once with each tick, when what was drawn has become a frame. */
function useDrawn({ cluster, observedAtMs, fresh, limitMs }: Shown, nowMs: number): void {
  const zone = useZone();
  useLayoutEffect(() => {
    const since =
      observedAtMs === null
        ? 'before this page was opened'
        : `${formatClock(observedAtMs, zone)} ${zoneName(observedAtMs, zone)}`;
    const frame = requestAnimationFrame(() =>
      watchdog.drawn({ cluster, observedAtMs: observedAtMs ?? 0, fresh, limitMs, since }),
    );
    return () => cancelAnimationFrame(frame);
  }, [cluster, observedAtMs, fresh, limitMs, zone, nowMs]);
}
