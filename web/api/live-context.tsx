/** Gives components the stream and the clock. */
import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import type { SessionViewer } from '~wire/session.ts';
import type { ProxyClock } from '../lib/clock.ts';
import { type At, useAt } from '../url/at.tsx';
import type { Connection, Live } from './live.ts';
import type { Updates } from './updates.ts';

type Sources = { live: Live; clock: ProxyClock; updates: Updates };

export const LiveContext = createContext<Sources | null>(null);

function useSources(): Sources {
  const sources = use(LiveContext);
  if (sources === null) throw new Error('Nothing live can be read outside of LiveContext.');
  return sources;
}

/**
 * The time by which a page is to be read, ms UTC: the proxy's, moving on each second, or the moment that is looked at.
 * `of`: the time of another moment than that; `live`: of the present.
 */
export function useNow(of?: At): number {
  const { clock } = useSources();
  const chosen = useAt();
  const at = of ?? chosen;
  return useSyncExternalStore(clock.subscribe, at === 'live' ? clock.tickMs : () => at);
}

export function useConnection(): Connection {
  const { live } = useSources();
  return useSyncExternalStore(live.subscribe, live.connection);
}

/** Who is logged in; null: nobody has to be, or it is not known yet. */
export function useViewer(): SessionViewer | null {
  const { live } = useSources();
  return useSyncExternalStore(live.subscribe, live.viewer);
}

/** Opens the stream once the page is there, by when it is known which clusters are on it. */
export function useStream(): void {
  const { live } = useSources();
  useEffect(() => live.start(), [live]);
}

/** Keeps a cluster up to date for as long as the component is there. */
export function useFollow(cluster: string): void {
  const { live } = useSources();
  useEffect(() => live.follow(cluster), [live, cluster]);
}

/** What waits to be loaded instead of this page. */
export function useUpdates(): Updates {
  return useSources().updates;
}
