/** What changed first after a moment. Lists have the newest first, so it is looked for in stretches that grow. */
import { queryOptions } from '@tanstack/react-query';
import type { RecordedChange } from '~wire/change.ts';
import { ChangesAnswer } from '~wire/history.ts';
import { historyApiPaths } from '../url/history-paths.ts';
import { get } from './client.ts';
import { keyOf } from './queries.ts';

const FIRST_STRETCH_MS = 10 * 60_000;
const GROWTH = 8;
/** The proxy takes no ranges that are much longer. */
const LONGEST_STRETCH_MS = 300 * 24 * 3_600_000;
const PAGE_ITEMS = 1000;

/** `firstMs`: nothing was recorded before. `last`: the last change that is known of; there may be more once there is another. */
type Asked = { atMs: number; firstMs: number | null; nowMs: number; last: number | null };

/** Null: there is none up to `nowMs`. */
export const nextChangeQuery = (cluster: string, { atMs, firstMs, nowMs, last }: Asked) =>
  queryOptions({
    queryKey: [...keyOf(atMs, 'cluster', cluster, 'next-change'), last],
    queryFn: async ({ signal }): Promise<RecordedChange | null> => {
      let fromMs = Math.max(atMs + 1, firstMs ?? 0);
      let lengthMs = FIRST_STRETCH_MS;
      while (fromMs < nowMs) {
        const toMs = Math.min(fromMs + lengthMs, nowMs);
        const first = await firstWithin(cluster, fromMs, toMs, signal);
        if (first !== null) return first;
        fromMs = toMs;
        lengthMs = Math.min(lengthMs * GROWTH, LONGEST_STRETCH_MS);
      }
      return null;
    },
    staleTime: Infinity,
  });

async function firstWithin(
  cluster: string,
  fromMs: number,
  toMs: number,
  signal: AbortSignal,
): Promise<RecordedChange | null> {
  let first: RecordedChange | null = null;
  let cursor: string | null = null;
  do {
    const path = historyApiPaths.changes(cluster, { fromMs, toMs }, PAGE_ITEMS, cursor);
    const page: ChangesAnswer = await get(ChangesAnswer, path, signal);
    first = page.changes.at(-1) ?? first;
    cursor = page.next;
  } while (cursor !== null);
  return first;
}
