/** What the tables hold. Whole numbers, texts and bytes alone, so that every SQL database keeps them alike. Times are ms since 1970. */
import type { AuditKind } from '../../wire/audit.ts';
import type { Way } from '../../wire/session.ts';
import type { Generated, Kysely } from 'kysely';
import type { ChangeKind } from '../../wire/change.ts';
import type { OccurrenceKind } from '../../wire/occurrence.ts';

/** One row for a cluster. */
type Recorded = { cluster: string; first_ms: number; at_ms: number };

/** The last batch of each run, by which one that comes twice is known. */
type Writers = { cluster: string; run: string; seq: number; at_ms: number };

/** What facts are about. `first_ms` and `last_ms`: of its facts. `gone_ms`: that of the last one where it is null. */
type Entities = {
  id: Generated<number>;
  cluster: string;
  kind: string;
  name: string;
  first_ms: number;
  last_ms: number;
  gone_ms: number | null;
};

/** `value`: JSON; null: there is no such thing from then on. */
type Facts = { id: Generated<number>; entity: number; from_ms: number; value: string | null };

/** `shown`: the words of it that can be searched for, in lower case. */
type Changes = {
  id: number;
  cluster: string;
  at_ms: number;
  kind: ChangeKind;
  member: string | null;
  before: string | null;
  after: string | null;
  note: string | null;
  since_ms: number | null;
  shown: string;
};

/** `since_ms`: when an operation began. `body`: JSON of what its kind has besides the columns. */
type Occurrences = {
  id: Generated<number>;
  cluster: string;
  at_ms: number;
  since_ms: number | null;
  kind: OccurrenceKind;
  member: string | null;
  shown: string;
  body: string;
};

type Series = { id: Generated<number>; cluster: string; member: string; metric: string };

/** The points of one series in one stretch of time; see `tiers.ts` for how long these are, and `packing.ts` for `data`. */
type Samples = { id: Generated<number>; series: number; step_ms: number; from_ms: number; data: Uint8Array };

/** Stretches that have to be rolled up (again) from the finer steps, in steps of `step_ms`. */
type Due = { step_ms: number; from_ms: number; series: number };

/** From when on all is kept in steps of `step_ms`. No row: from the beginning. */
type Kept = { step_ms: number; from_ms: number };

type Notes = { id: Generated<number>; cluster: string; created_ms: number };

/** All that a note ever said. `deleted`: 0 or 1. */
type NoteRevisions = {
  note: number;
  revision: number;
  from_ms: number;
  to_ms: number | null;
  text: string;
  author: string | null;
  edited_ms: number;
  deleted: number;
};

type Audit = {
  id: Generated<number>;
  at_ms: number;
  kind: AuditKind;
  name: string | null;
  by: Way;
  address: string;
  detail: string | null;
};

/** Sessions that ended before their time. */
type AccessEndings = { kind: 'session' | 'everywhere'; subject: string; at_ms: number; until_ms: number };

/** Links for walls. `clusters`: a JSON array of keys; null: all. `token_sha256`: of the token, which is kept nowhere; hex. */
type Displays = {
  id: string;
  name: string;
  clusters: string | null;
  token_sha256: string;
  made_ms: number;
  made_by: string | null;
  first_used_ms: number | null;
  last_seen_ms: number | null;
  revoked_ms: number | null;
};

export type Tables = {
  recorded: Recorded;
  writers: Writers;
  entities: Entities;
  facts: Facts;
  changes: Changes;
  occurrences: Occurrences;
  series: Series;
  samples: Samples;
  due: Due;
  kept: Kept;
  notes: Notes;
  note_revisions: NoteRevisions;
  audit: Audit;
  access_endings: AccessEndings;
  displays: Displays;
};

export type Sql = Kysely<Tables>;
