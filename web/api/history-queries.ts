/**
 * What was recorded of a stretch of time. What is over never changes, so it is asked for once; what reaches to now is kept
 * apart under its own key, and asked for again when the stream tells that there is more.
 */
import { queryOptions } from '@tanstack/react-query';
import type { RecordedChange } from '~wire/change.ts';
import { ChangesAnswer, EventsAnswer } from '~wire/history.ts';
import type { Occurrence } from '~wire/occurrence.ts';
import { Trails } from '~wire/series.ts';
import { type TimeRange, historyApiPaths } from '../url/history-paths.ts';
import { get } from './client.ts';

const KEPT = { staleTime: Infinity, gcTime: 5 * 60_000 } as const;
/** What has grown since is of no use to anybody. */
const OUTGROWN = { staleTime: Infinity, gcTime: 0 } as const;

/** Of a page of a list. */
const PAGE_ITEMS = 1000;
/** More than this is not asked for: nobody can tell so many apart, neither on a line nor in a list. */
const MOST_ITEMS = 5000;

/** A list of a stretch of time, newest first. `cutAtMs`: of what is older there was too much; null: it is all there. */
export type Listed<T> = { items: readonly T[]; cutAtMs: number | null };

/** What is asked for. `tail`: of what still grows, how far it has grown; null: it is over. */
export type AskedRange = TimeRange & { tail: string | null };

const topicOf = (topic: string, { tail }: AskedRange): string => (tail === null ? `past-${topic}` : topic);

/** The trails of all members. */
export const rangeTrailsQuery = (cluster: string, { fromMs, toMs, tail }: AskedRange) =>
  queryOptions({
    queryKey: ['cluster', cluster, topicOf('trails', { fromMs, toMs, tail }), 'range', fromMs, toMs],
    queryFn: ({ signal }) =>
      get(Trails, historyApiPaths.trails(cluster, undefined, { fromMs, toMs }), signal),
    ...KEPT,
    // What was outdated while nobody looked is asked for when somebody does again.
    refetchOnMount: tail !== null,
  });

export const rangeChangesQuery = (cluster: string, asked: AskedRange) =>
  queryOptions({
    queryKey: ['cluster', cluster, topicOf('changes', asked), asked.fromMs, asked.toMs, asked.tail],
    queryFn: ({ signal }): Promise<Listed<RecordedChange>> =>
      everyPage(async (cursor) => {
        const path = historyApiPaths.changes(cluster, asked, PAGE_ITEMS, cursor);
        const { changes, next } = await get(ChangesAnswer, path, signal);
        return { items: changes, next };
      }),
    ...(asked.tail === null ? KEPT : OUTGROWN),
  });

export const rangeEventsQuery = (cluster: string, asked: AskedRange) =>
  queryOptions({
    queryKey: ['cluster', cluster, topicOf('events', asked), asked.fromMs, asked.toMs, asked.tail],
    queryFn: ({ signal }): Promise<Listed<Occurrence>> =>
      everyPage(async (cursor) => {
        const path = historyApiPaths.events(cluster, asked, PAGE_ITEMS, cursor);
        const { events, next } = await get(EventsAnswer, path, signal);
        return { items: events, next };
      }),
    ...(asked.tail === null ? KEPT : OUTGROWN),
  });

type Page<T> = { items: readonly T[]; next: string | null };

/** Page by page from the newest back, until there is no more, or it is enough. */
async function everyPage<T extends { atMs: number }>(
  ask: (cursor: string | null) => Promise<Page<T>>,
): Promise<Listed<T>> {
  const items: T[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<T> = await ask(cursor);
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== null && items.length < MOST_ITEMS);
  return { items, cutAtMs: cursor === null ? null : (items.at(-1)?.atMs ?? null) };
}
