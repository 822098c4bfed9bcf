/** Gives components the stream and the clock. */
import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import type { ProxyClock } from '../lib/clock.ts';
import { type At, useAt } from '../url/at.tsx';
import type { Connection, Live } from './live.ts';

type Sources = { live: Live; clock: ProxyClock };

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
