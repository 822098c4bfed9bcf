/** All that the app changes: what people write about the past. */
import { type QueryClient, mutationOptions } from '@tanstack/react-query';
import type * as z from 'zod/mini';
import { Note } from '~wire/history.ts';
import type { NoteDraft, NoteEdit } from '~wire/note-draft.ts';
import { reviewApiPaths } from '../url/review-paths.ts';
import { request } from './client.ts';
import { notesKey } from './notes.ts';

/** No form of another site can send this header, so it proves that a page of ours asks. */
export const OURS = { 'X-Rollcall': '1' };

export const send = <T>(schema: z.ZodMiniType<T>, method: string, path: string, body?: unknown): Promise<T> =>
  request(schema, path, {
    method,
    headers: body === undefined ? OURS : { ...OURS, 'Content-Type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    // Once sent, it is done also if nobody waits for the answer any more.
    signal: new AbortController().signal,
  });

/** Also after a failure: somebody else may have been faster, and then that is what is to be seen. */
const readAgain = (client: QueryClient, cluster: string): Promise<void> =>
  client.invalidateQueries({ queryKey: notesKey(cluster) });

export const addNote = (cluster: string) =>
  mutationOptions({
    mutationFn: (draft: NoteDraft) => send(Note, 'POST', reviewApiPaths.notes(cluster), draft),
    onSettled: (_note, _error, _sent, _kept, { client }) => readAgain(client, cluster),
  });

/** Fails with the code `conflict` where `revision` is not the last one. A note that was deleted is there again. */
export const editNote = (cluster: string) =>
  mutationOptions({
    mutationFn: ({ id, edit }: { id: number; edit: NoteEdit }) =>
      send(Note, 'PUT', reviewApiPaths.note(cluster, id), edit),
    onSettled: (_note, _error, _sent, _kept, { client }) => readAgain(client, cluster),
  });

export const deleteNote = (cluster: string) =>
  mutationOptions({
    mutationFn: ({ id, revision }: Pick<Note, 'id' | 'revision'>) =>
      send(Note, 'DELETE', `${reviewApiPaths.note(cluster, id)}?revision=${revision}`),
    onSettled: (_note, _error, _sent, _kept, { client }) => readAgain(client, cluster),
  });
