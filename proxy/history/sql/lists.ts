/** Changes and occurrences: lists by time, a page at a time, the newest first. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { ChangeKind, RecordedChange } from '../../wire/change.ts';
import type { Occurrence, OccurrenceKind } from '../../wire/occurrence.ts';
import type { ListQuery, NewOccurrence, Page } from '../store.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import { slices } from './slices.ts';
import type { Sql } from './tables.ts';
import { patternOf, wordsOfChange, wordsOfOccurrence } from './words.ts';

export async function writeChanges(
  db: Sql,
  cluster: string,
  changes: readonly RecordedChange[],
): Promise<void> {
  const rows = changes.map((change) => {
    const { id, atMs, kind, member, before, after, note, sinceMs } = change;
    return {
      id,
      cluster,
      at_ms: atMs,
      kind,
      member,
      before,
      after,
      note,
      since_ms: sinceMs,
      shown: wordsOfChange(change),
    };
  });
  for (const values of slices(rows)) await db.insertInto('changes').values(values).execute();
}

export async function writeOccurrences(
  db: Sql,
  cluster: string,
  occurrences: readonly NewOccurrence[],
): Promise<void> {
  const rows = occurrences.map((occurrence) => {
    const { atMs, kind, member, ...body } = occurrence;
    return {
      cluster,
      at_ms: atMs,
      since_ms: occurrence.kind === 'operation' ? occurrence.operation.createdAtMs : null,
      kind,
      member,
      shown: wordsOfOccurrence(occurrence),
      body: JSON.stringify(body),
    };
  });
  for (const values of slices(rows)) await db.insertInto('occurrences').values(values).execute();
}

export async function listChanges(
  db: Sql,
  query: ListQuery & { kinds?: readonly ChangeKind[] | undefined },
): Promise<Page<RecordedChange>> {
  const rows = await db
    .selectFrom('changes')
    .select(['id', 'at_ms as atMs', 'kind', 'member', 'before', 'after', 'note', 'since_ms as sinceMs'])
    .where((eb) => eb.and(conditions(query)))
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOf(rows, query.limit);
}

export async function listOccurrences(
  db: Sql,
  query: ListQuery & { kinds?: readonly OccurrenceKind[] | undefined },
): Promise<Page<Occurrence>> {
  const rows = await db
    .selectFrom('occurrences')
    .select(['id', 'at_ms', 'kind', 'member', 'body'])
    .where((eb) => eb.and(conditions(query)))
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(query.limit + 1)
    .execute();
  return pageOf(rows.map(toOccurrence), query.limit);
}

/** An operation that took longer is not looked for. */
const LONGEST_OPERATION_MS = 24 * 60 * 60 * 1000;

export async function operationsUnderWay(db: Sql, cluster: string, atMs: number): Promise<Occurrence[]> {
  const rows = await db
    .selectFrom('occurrences')
    .select(['id', 'at_ms', 'kind', 'member', 'body'])
    .where('cluster', '=', cluster)
    .where('at_ms', '>', atMs)
    .where('at_ms', '<=', atMs + LONGEST_OPERATION_MS)
    .where('since_ms', '<=', atMs)
    .where('kind', '=', 'operation')
    .orderBy('at_ms')
    .orderBy('id')
    .execute();
  return rows.map(toOccurrence);
}

/** Of either table: they have these columns in common. */
function conditions(query: ListQuery & { kinds?: readonly string[] | undefined }): RawBuilder<SqlBool>[] {
  const { cluster, fromMs, toMs, member, kinds, text, cursor } = query;
  const all: RawBuilder<SqlBool>[] = [
    sql`cluster = ${cluster}`,
    sql`at_ms >= ${fromMs}`,
    sql`at_ms < ${toMs}`,
  ];
  if (member !== undefined) all.push(sql`member = ${member}`);
  if (kinds !== undefined) all.push(kinds.length === 0 ? sql`1 = 0` : sql`kind in (${sql.join(kinds)})`);
  if (text !== undefined && text !== '') all.push(sql`shown like ${patternOf(text)} escape '!'`);
  if (cursor !== undefined) {
    const { atMs, id } = parseCursor(cursor);
    all.push(sql`at_ms <= ${atMs}`, sql`(at_ms < ${atMs} or id < ${id})`);
  }
  return all;
}

/** Of one row more than the page may have, which tells whether there is another page. */
function pageOf<T extends { atMs: number; id: number }>(rows: T[], limit: number): Page<T> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? formatCursor(last) : null };
}

type OccurrenceRow = { id: number; at_ms: number; kind: string; member: string | null; body: string };

const toOccurrence = ({ id, at_ms, kind, member, body }: OccurrenceRow): Occurrence => ({
  id,
  atMs: at_ms,
  kind,
  member,
  ...JSON.parse(body),
});
