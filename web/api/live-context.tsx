/** Gives components the stream and the clock. */
import { createContext, use, useEffect, useSyncExternalStore } from 'react';
import type { ProxyClock } from '../lib/clock.ts';
import type { Connection, Live } from './live.ts';

type Sources = { live: Live; clock: ProxyClock };

export const LiveContext = createContext<Sources | null>(null);

function useSources(): Sources {
  const sources = use(LiveContext);
  if (sources === null) throw new Error('Nothing live can be read outside of LiveContext.');
  return sources;
}

/** The proxy's time, ms UTC, moving on each second. */
export function useNow(): number {
  const { clock } = useSources();
  return useSyncExternalStore(clock.subscribe, clock.tickMs);
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
