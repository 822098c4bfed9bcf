/** Deletes changes and occurrences that are too old. */
import type { Sql } from './tables.ts';

/** Deleted at a time. */
const ROWS = 1000;

type List = 'changes' | 'occurrences';

/** Gives whether there is more. */
export async function expireLists(db: Sql, fromMs: number): Promise<boolean> {
  const changes = await drop(db, 'changes', fromMs);
  const occurrences = await drop(db, 'occurrences', fromMs);
  return changes >= ROWS || occurrences >= ROWS;
}

/** The oldest, whatever their age; gives whether there were any. */
export const dropOldest = async (db: Sql, list: List): Promise<boolean> =>
  (await drop(db, list, Number.MAX_SAFE_INTEGER)) > 0;

async function drop(db: Sql, list: List, beforeMs: number): Promise<number> {
  // The last one stays, for its number: those of later ones rise from there.
  const last = await db
    .selectFrom(list)
    .select((eb) => eb.fn.max('id').as('id'))
    .executeTakeFirst();
  const old = db
    .selectFrom(list)
    .select('id')
    .where('at_ms', '<', beforeMs)
    .where('id', '<', last?.id ?? 0)
    .orderBy('at_ms')
    .limit(ROWS);
  const { numDeletedRows } = await db.deleteFrom(list).where('id', 'in', old).executeTakeFirst();
  return Number(numDeletedRows);
}

/** Runs that wrote last so long ago that nothing of them can come a second time; the last run of a cluster stays. */
export async function expireRuns(db: Sql, fromMs: number): Promise<void> {
  await db
    .deleteFrom('writers')
    .where('at_ms', '<', fromMs)
    .where('at_ms', '<', (eb) =>
      eb.selectFrom('recorded').select('recorded.at_ms').whereRef('recorded.cluster', '=', 'writers.cluster'),
    )
    .execute();
}
