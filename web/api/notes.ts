/** What people wrote about the past. It does not come with the stream, so it is asked for again and again while somebody looks. */
import { queryOptions } from '@tanstack/react-query';
import { NotesAnswer, RevisionsAnswer } from '~wire/history.ts';
import { reviewApiPaths } from '../url/review-paths.ts';
import { get } from './client.ts';

/** What others write is seen within this time. */
const ASKED_EVERY_MS = 5000;
const FORGET_AFTER_MS = 60_000;

/** Looks again when somebody comes back to the page, and never while nobody can see it. */
const KEPT_UP = {
  staleTime: 0,
  gcTime: FORGET_AFTER_MS,
  refetchOnMount: true,
  refetchOnWindowFocus: true,
  refetchOnReconnect: true,
} as const;

/** All that is asked for of the notes of a cluster, in the cache. */
export const notesKey = (cluster: string) => ['cluster', cluster, 'notes'];

export type NotesRange = { fromMs: number; toMs: number };

/** Those that touch the range, by when they begin. */
export const notesQuery = (cluster: string, { fromMs, toMs }: NotesRange, deleted: boolean) =>
  queryOptions({
    queryKey: [...notesKey(cluster), 'list', fromMs, toMs, deleted],
    queryFn: async ({ signal }) => {
      const path = reviewApiPaths.notesOf(cluster, { fromMs, toMs }, deleted);
      return (await get(NotesAnswer, path, signal)).notes;
    },
    refetchInterval: ASKED_EVERY_MS,
    ...KEPT_UP,
  });

/** All that a note ever said, the newest first. */
export const revisionsQuery = (cluster: string, id: number) =>
  queryOptions({
    queryKey: [...notesKey(cluster), 'revisions', id],
    queryFn: async ({ signal }) =>
      (await get(RevisionsAnswer, reviewApiPaths.revisions(cluster, id), signal)).revisions,
    ...KEPT_UP,
  });
