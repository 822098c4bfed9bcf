/**
 * Where the past is kept: what a store of any kind has to do. Nothing here knows SQL; `sqlite.ts` does.
 * Times are integer ms since 1970 UTC. Methods never throw: what went wrong is a value with a kind.
 */
import type { Result } from '../result.ts';
import type { AuditEntry } from '../wire/audit.ts';
import type { ChangeKind, RecordedChange } from '../wire/change.ts';
import type { Display } from '../wire/display.ts';
import type { Note } from '../wire/history.ts';
import type { Metric } from '../wire/metrics.ts';
import type { Occurrence, OccurrenceKind } from '../wire/occurrence.ts';

/**
 * `newer`: the file was made by a later version of Rollcall. `conflict`: an edit is based on a revision that is no longer
 * the last one. `forgotten`: the store lacks what this run wrote before, as when its file was taken away: the next batch has to
 * be the first of the run again, with all that holds. `message` is for people.
 */
export type StoreFailureKind =
  | 'disk-full'
  | 'read-only'
  | 'cannot-open'
  | 'corrupt'
  | 'newer'
  | 'busy'
  | 'not-found'
  | 'conflict'
  | 'forgotten'
  | 'closed'
  | 'failed';
export type StoreFailure = { kind: StoreFailureKind; message: string };
export type Stored<T> = Promise<Result<T, StoreFailure>>;

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * Something that holds from `fromMs` on, until the next fact of the same kind and name does: a frame, a member, what a
 * lane says. `value` null: from then on there is no such thing. A kind is any word; see `facts.ts` for those there are.
 */
export type Fact = { kind: string; name: string; fromMs: number; value: Json };

/** What was measured of a member in the 10 s from `atMs` on, in the whole units of `METRICS`. */
export type Sample = {
  member: string;
  metric: Metric;
  atMs: number;
  count: number;
  min: number;
  sum: number;
  max: number;
};

/** An occurrence before the store has given it its number. */
export type NewOccurrence = Occurrence extends infer One
  ? One extends Occurrence
    ? Omit<One, 'id'>
    : never
  : never;

/**
 * What is written at once, wholly or not at all. A batch that comes a second time (same run, and a `seq` no higher than the last one
 * written) changes nothing, so whoever does not know whether it was written can send it again.
 */
export type Batch = {
  cluster: string;
  /** Names the run of the proxy; `seq` rises by one within it. */
  run: string;
  seq: number;
  /** Until when the recorder vouches for what it wrote: everything up to here was seen. */
  atMs: number;
  facts: readonly Fact[];
  changes: readonly RecordedChange[];
  occurrences: readonly NewOccurrence[];
  samples: readonly Sample[];
};

/** What a recorder needs to go on where the last one ended. */
export type Last = {
  firstMs: number;
  /** `atMs` of the last batch. */
  atMs: number;
};

export type ListQuery = {
  cluster: string;
  fromMs: number;
  /** Not within. */
  toMs: number;
  member?: string | undefined;
  /** In what is shown of it, whatever the case. */
  text?: string | undefined;
  limit: number;
  /** Of the last answer; anything else is a failure of kind `not-found`. */
  cursor?: string | undefined;
};

/** Newest first. */
export type Page<T> = { items: T[]; next: string | null };

export type AuditQuery = Pick<ListQuery, 'fromMs' | 'toMs' | 'limit' | 'cursor'>;

/**
 * Sessions that end before their time: one session by its id, or all that somebody began up to `atMs`. `untilMs`: by when
 * they would have ended anyway.
 */
export type Ending = { kind: 'session' | 'everywhere'; subject: string; atMs: number; untilMs: number };

/** A link for a wall, as it is kept. `tokenSha256`: of the token, which itself is kept nowhere; hex. */
export type KeptDisplay = Display & { tokenSha256: string };

/** A roll-up of one step, in the whole units of `METRICS`. */
export type SampleRow = Sample;

export type SamplesQuery = {
  cluster: string;
  members?: readonly string[] | undefined;
  metrics?: readonly string[] | undefined;
  fromMs: number;
  toMs: number;
  /** A multiple of 10 s. Steps begin at whole multiples of it since 1970. */
  stepMs: number;
};

/** How long what is kept, ms. */
export type Retention = {
  changesMs: number;
  /** In steps of 10 s, 1 min and 15 min. */
  rawMs: number;
  minuteMs: number;
  quarterMs: number;
  /** Beyond this the oldest samples go first, then events, then changes. */
  maxBytes: number;
};

export type StoreSize = {
  /** Of the file and what belongs to it. */
  bytes: number;
  /** Rows of each table. */
  rows: Readonly<Record<string, number>>;
  clusters: { cluster: string; members: number; firstMs: number; lastMs: number; series: number }[];
};

export type HistoryStore = {
  write(batch: Batch): Stored<void>;
  /** Null: nothing has been recorded of this cluster. */
  last(cluster: string): Stored<Last | null>;
  /** The highest number that a change has; 0: there is none. */
  lastChangeId(): Stored<number>;
  /** The facts of these kinds that hold at a moment. Those that are null then are left out. */
  at(cluster: string, kinds: readonly string[], atMs: number): Stored<Fact[]>;
  /** As `at(fromMs)`, and all that begin in between, nulls too; by kind, name and time. `toMs` is not within. */
  over(cluster: string, kinds: readonly string[], fromMs: number, toMs: number): Stored<Fact[]>;
  changes(query: ListQuery & { kinds?: readonly ChangeKind[] | undefined }): Stored<Page<RecordedChange>>;
  occurrences(query: ListQuery & { kinds?: readonly OccurrenceKind[] | undefined }): Stored<Page<Occurrence>>;
  /** Operations that had begun by a moment and ended within a day after it. */
  operationsUnderWay(cluster: string, atMs: number): Stored<Occurrence[]>;
  /** From the finest steps that are kept for the whole range and are no coarser than `stepMs`; by member, metric, time. */
  samples(query: SamplesQuery): Stored<SampleRow[]>;
  /** The last sample of every metric of every member (or of one) at a moment, no older than `withinMs`. */
  samplesAt(cluster: string, atMs: number, withinMs: number, member?: string): Stored<SampleRow[]>;
  /** Those that touch the range, by when they begin. */
  notes(cluster: string, fromMs: number, toMs: number, deleted: boolean): Stored<Note[]>;
  addNote(cluster: string, note: Omit<Note, 'id' | 'revision' | 'deleted'>): Stored<Note>;
  /** Adds a revision to note `id`; the last must be `basedOn`. */
  reviseNote(
    cluster: string,
    id: number,
    basedOn: number,
    revision: Pick<Note, 'fromMs' | 'toMs' | 'text' | 'author' | 'editedAtMs' | 'deleted'>,
  ): Stored<Note>;
  /** The newest first. */
  revisions(cluster: string, id: number): Stored<Note[]>;
  /** The newest first. */
  audit(query: AuditQuery): Stored<Page<AuditEntry>>;
  addAudit(entry: Omit<AuditEntry, 'id'>): Stored<void>;
  /** One takes the place of an earlier one of the same subject. */
  addEnding(ending: Ending): Stored<void>;
  endings(): Stored<Ending[]>;
  /** In the order in which they were made. */
  displays(): Stored<KeptDisplay[]>;
  /** One takes the place of the one of the same id. Those that were revoked before `forgetBeforeMs` are forgotten at the same time. */
  putDisplay(display: KeptDisplay, forgetBeforeMs: number): Stored<void>;
  /** Rolls up what has become old enough and deletes what has become too old. Does a bounded piece of work; true: there is more. */
  upkeep(retention: Retention, nowMs: number): Stored<boolean>;
  size(): Stored<StoreSize>;
  /** Copies the whole store, as it stands at the beginning, to a new file while it goes on being written. */
  backup(path: string): Stored<void>;
  close(): Promise<void>;
};
