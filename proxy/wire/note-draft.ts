/** What is sent to write a note. Apart from `history.ts`, as the browser has no need of the checks. */
import * as z from 'zod/mini';
import { ApiError } from './api.ts';
import { MAX_NOTE_LENGTH, Note } from './history.ts';

/** The body of `POST .../notes`, and of `PUT .../notes/:id`, which names the revision that it replaces. */
export const NoteDraft = z.object({
  fromMs: z.number(),
  toMs: z.nullable(z.number()),
  text: z.string().check(z.minLength(1), z.maxLength(MAX_NOTE_LENGTH)),
});
export type NoteDraft = z.infer<typeof NoteDraft>;
export const NoteEdit = z.extend(NoteDraft, { revision: z.number() });
export type NoteEdit = z.infer<typeof NoteEdit>;

/** 409: an edit is based on a revision that is no longer the last one. `note`: the last one. */
export const NoteConflict = z.extend(ApiError, { note: Note });
export type NoteConflict = z.infer<typeof NoteConflict>;
