/** A cluster as a page would show it: the stream, followed from its first view, with everything that was ever on it. */
import { setTimeout as sleep } from 'node:timers/promises';
import { assess } from '../../proxy/wire/assess.ts';
import { applyDelta, type ClusterView } from '../../proxy/wire/delta.ts';
import type { Verdict } from '../../proxy/wire/verdict.ts';
import { readEvents, type StreamEvent } from './event-stream.ts';
import { describeSightings } from './timeline.ts';

/** What could be seen from `atMs` (ms UTC, when it arrived here) until the next one; the verdict is that of `atMs`. */
export type Sighting = { atMs: number; view: ClusterView; verdict: Verdict };

/** `what`: in words, for the error when it is not seen. */
export type Awaited = { what: string; sinceMs?: number; withinMs: number };

export type LiveView = {
  /** Everything from `sinceMs` on, with the view that stood at that moment; oldest first. */
  since(sinceMs: number): Sighting[];
  latest(): Sighting;
  /** The first sighting of its kind from `sinceMs` (now, unless told) on. Throws with the timeline when there is none in time. */
  until(condition: (sighting: Sighting) => boolean, awaited: Awaited): Promise<Sighting>;
  /** Resolves when the proxy ends the stream, or the connection breaks. */
  readonly ended: Promise<void>;
  close(): Promise<void>;
};

/** Opens the stream of one cluster; resolves with its first view. */
export async function followCluster(proxyUrl: string, cluster: string): Promise<LiveView> {
  const stopping = new AbortController();
  const sightings: Sighting[] = [];
  const broken: unknown[] = [];
  const follow = async (): Promise<void> => {
    const url = `${proxyUrl}/api/stream?cluster=${encodeURIComponent(cluster)}`;
    for await (const event of readEvents(url, stopping.signal)) {
      const view = nextView(sightings.at(-1)?.view, event);
      if (view === null) continue;
      const atMs = Date.now();
      sightings.push({ atMs, view, verdict: assess(view.snapshot, atMs) });
    }
  };
  const ended = follow().catch((error: unknown) => {
    if (!stopping.signal.aborted) broken.push(error);
  });

  const latest = (): Sighting => {
    const sighting = sightings.at(-1);
    if (sighting === undefined) throw new Error(`no view of ${cluster} yet: ${broken.join()}`);
    return sighting;
  };
  const indexAt = (sinceMs: number): number => {
    const next = sightings.findIndex(({ atMs }) => atMs > sinceMs);
    return Math.max(0, (next < 0 ? sightings.length : next) - 1);
  };
  const live: LiveView = {
    since: (sinceMs) => sightings.slice(indexAt(sinceMs)),
    latest,
    async until(condition, { what, sinceMs = Date.now(), withinMs }) {
      const deadlineAtMs = Date.now() + withinMs;
      let next = indexAt(sinceMs);
      for (;;) {
        const found = sightings.slice(next).find(condition);
        if (found !== undefined) return found;
        next = sightings.length;
        if (Date.now() > deadlineAtMs) {
          const story = describeSightings(live.since(sinceMs), sinceMs);
          throw new Error(`not seen within ${withinMs} ms: ${what}\n${story}${broken.join()}`);
        }
        await sleep(20);
      }
    },
    ended,
    async close() {
      stopping.abort();
      await ended;
    },
  };
  await live.until(() => true, { what: 'a first view', sinceMs: 0, withinMs: 10_000 });
  return live;
}

/** The view after an event, null when it does not touch the view. A step that does not follow would be a fault of the proxy. */
function nextView(before: ClusterView | undefined, event: StreamEvent): ClusterView | null {
  if (event.name === 'view') return event.data.view;
  if (event.name !== 'delta') return null;
  const after = before === undefined ? null : applyDelta(before, event.data.delta);
  if (after === null)
    throw new Error(`step from ${event.data.delta.from} does not follow view ${before?.seq}`);
  return after;
}
