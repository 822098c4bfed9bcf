/** Deletes facts that are too old: all of an entity before the one that holds at the cutoff, and all of one that was gone by then. */
import { sql } from 'kysely';
import type { Sql } from './tables.ts';

/** Entities looked at in one go. */
const ENTITIES = 300;
/** How often all of them are gone through. */
const EVERY_MS = 60 * 60 * 1000;

/** Gives whether there is more. */
export function createPruning(db: Sql): (fromMs: number, nowMs: number) => Promise<boolean> {
  let doneAtMs = Number.NEGATIVE_INFINITY;
  /** The last entity that was looked at. */
  let after = 0;

  return async (fromMs, nowMs) => {
    if (nowMs - doneAtMs < EVERY_MS) return false;
    const rows = await db
      .selectFrom('entities')
      .select(['id', 'gone_ms'])
      .where('id', '>', after)
      .orderBy('id')
      .limit(ENTITIES)
      .execute();
    const last = rows.at(-1);
    if (last === undefined) {
      [doneAtMs, after] = [nowMs, 0];
      await finish(db, fromMs);
      return false;
    }
    after = last.id;
    const isGone = (row: { gone_ms: number | null }): boolean => row.gone_ms !== null && row.gone_ms < fromMs;
    await deleteOld(
      db,
      rows.filter((row) => !isGone(row)).map(({ id }) => id),
      fromMs,
    );
    await deleteGone(
      db,
      rows.filter(isGone).map(({ id }) => id),
    );
    return true;
  };
}

async function deleteOld(db: Sql, entities: readonly number[], fromMs: number): Promise<void> {
  if (entities.length === 0) return;
  await db
    .deleteFrom('facts')
    .where('entity', 'in', entities)
    .where(
      'from_ms',
      '<',
      sql<number>`(select max(holding.from_ms) from facts as holding
        where holding.entity = facts.entity and holding.from_ms <= ${fromMs})`,
    )
    .execute();
}

async function deleteGone(db: Sql, entities: readonly number[]): Promise<void> {
  if (entities.length === 0) return;
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('facts').where('entity', 'in', entities).execute();
    await trx.deleteFrom('entities').where('id', 'in', entities).execute();
  });
}

/** Nothing is known any more of the time before, and of series of which no sample is left. */
async function finish(db: Sql, fromMs: number): Promise<void> {
  await db.updateTable('recorded').set({ first_ms: fromMs }).where('first_ms', '<', fromMs).execute();
  await db
    .deleteFrom('series')
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('samples').select('samples.id').whereRef('samples.series', '=', 'series.id'))),
    )
    .execute();
}
