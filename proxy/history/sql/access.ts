/** Who did what, and which sessions were ended before their time. */
import type { AuditEntry } from '../../wire/audit.ts';
import type { AuditQuery, Ending, Page } from '../store.ts';
import { formatCursor, parseCursor } from './cursor.ts';
import type { Sql } from './tables.ts';

/** Anybody can have a log-in refused, so of those no more are kept than help to see what goes on. */
export const MAX_REFUSED = 10_000;
/** Deleted at a time. */
const ROWS = 1000;

export async function addAudit(db: Sql, { atMs, ...entry }: Omit<AuditEntry, 'id'>): Promise<void> {
  await db
    .insertInto('audit')
    .values({ at_ms: atMs, ...entry })
    .execute();
}

export async function listAudit(
  db: Sql,
  { fromMs, toMs, limit, cursor }: AuditQuery,
): Promise<Page<AuditEntry>> {
  let query = db
    .selectFrom('audit')
    .select(['id', 'at_ms as atMs', 'kind', 'name', 'by', 'address', 'detail'])
    .where('at_ms', '>=', fromMs)
    .where('at_ms', '<', toMs);
  if (cursor !== undefined) {
    const { atMs, id } = parseCursor(cursor);
    query = query.where((eb) =>
      eb.or([eb('at_ms', '<', atMs), eb.and([eb('at_ms', '=', atMs), eb('id', '<', id)])]),
    );
  }
  const rows = await query
    .orderBy('at_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, next: rows.length > limit && last !== undefined ? formatCursor(last) : null };
}

/** Deletes what is too old, and what was refused too often; gives whether there is more. */
export async function expireAudit(db: Sql, fromMs: number): Promise<boolean> {
  const old = db.selectFrom('audit').select('id').where('at_ms', '<', fromMs).limit(ROWS);
  const refused = db
    .selectFrom('audit')
    .select('id')
    .where('kind', '=', 'log-in-refused')
    .orderBy('id', 'desc')
    .offset(MAX_REFUSED)
    .limit(ROWS);
  let more = false;
  for (const those of [old, refused]) {
    const { numDeletedRows } = await db.deleteFrom('audit').where('id', 'in', those).executeTakeFirst();
    if (Number(numDeletedRows) >= ROWS) more = true;
  }
  return more;
}

/** Those whose sessions would have ended by now anyway are forgotten at the same time. */
export async function addEnding(db: Sql, { kind, subject, atMs, untilMs }: Ending): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('access_endings').where('until_ms', '<', atMs).execute();
    const times = { at_ms: atMs, until_ms: untilMs };
    await trx
      .insertInto('access_endings')
      .values({ kind, subject, ...times })
      .onConflict((on) => on.columns(['kind', 'subject']).doUpdateSet(times))
      .execute();
  });
}

export const listEndings = (db: Sql): Promise<Ending[]> =>
  db
    .selectFrom('access_endings')
    .select(['kind', 'subject', 'at_ms as atMs', 'until_ms as untilMs'])
    .orderBy('at_ms')
    .execute();
