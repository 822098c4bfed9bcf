/** The answers about the past: `/api/clusters/:cluster/changes` and its neighbours. Lists have the newest first. */
import * as z from 'zod/mini';
import { RecordedChange } from './change.ts';
import { Occurrence } from './occurrence.ts';

/** `next`: the cursor of what comes after (is older than) this page; null: that was all. */
const page = { fromMs: z.number(), toMs: z.number(), next: z.nullable(z.string()) };

/** `GET .../changes?from&to&member&kind&text&limit&cursor`. */
export const ChangesAnswer = z.object({ ...page, changes: z.array(RecordedChange) });
export type ChangesAnswer = z.infer<typeof ChangesAnswer>;

/** `GET .../events?from&to&member&kind&text&limit&cursor`. */
export const EventsAnswer = z.object({ ...page, events: z.array(Occurrence) });
export type EventsAnswer = z.infer<typeof EventsAnswer>;

const Column = z.array(z.nullable(z.number()));

/**
 * A number of a member over time, in the units of `METRICS`. All columns are of one length; the value at `i` is of the step
 * that begins at `fromMs + i * stepMs`. Null: nothing was measured in it.
 */
export const SampleColumns = z.object({
  member: z.string(),
  metric: z.string(),
  count: z.array(z.number()),
  min: Column,
  mean: Column,
  max: Column,
});
export type SampleColumns = z.infer<typeof SampleColumns>;

/** `GET .../samples?from&to&member&metric&step&cursor`. Pages go forward in time. */
export const SamplesAnswer = z.object({
  fromMs: z.number(),
  toMs: z.number(),
  stepMs: z.number(),
  series: z.array(SampleColumns),
  next: z.nullable(z.string()),
});
export type SamplesAnswer = z.infer<typeof SamplesAnswer>;

/** The longest text of a note, characters. */
export const MAX_NOTE_LENGTH = 20_000;

/** What somebody wrote about a moment (`toMs` null) or a stretch of time, in Markdown. */
export const Note = z.object({
  id: z.number(),
  /** Rises by one with each edit; an edit names the one that it is based on. */
  revision: z.number(),
  fromMs: z.number(),
  toMs: z.nullable(z.number()),
  text: z.string(),
  /** Null: nobody had to log in to write it. */
  author: z.nullable(z.string()),
  createdAtMs: z.number(),
  /** When this revision was written. */
  editedAtMs: z.number(),
  deleted: z.boolean(),
});
export type Note = z.infer<typeof Note>;

/** `GET .../notes?from&to`: those that touch the range, by when they begin. Deleted ones only with `&deleted=true`. */
export const NotesAnswer = z.object({ notes: z.array(Note) });
export type NotesAnswer = z.infer<typeof NotesAnswer>;

/** `GET .../notes/:id/revisions`: all that the note ever said, the newest first. */
export const RevisionsAnswer = z.object({ revisions: z.array(Note) });
export type RevisionsAnswer = z.infer<typeof RevisionsAnswer>;
