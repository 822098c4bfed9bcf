/** How much there is. */
import { sql } from 'kysely';
import type { StoreSize } from '../store.ts';
import type { Sql } from './tables.ts';
import { TIERS } from './tiers.ts';

const TABLES = [
  'entities',
  'facts',
  'changes',
  'occurrences',
  'series',
  'notes',
  'note_revisions',
  'audit',
] as const;

/** The name in `StoreSize.rows` of the chunks in steps of so long: `samples_10s`. */
export const samplesName = (stepMs: number): string => `samples_${stepMs / 1000}s`;

export async function sizeOf(db: Sql, bytes: number): Promise<StoreSize> {
  const rows: Record<string, number> = {};
  for (const table of TABLES) rows[table] = await countOf(db, table);
  for (const { stepMs } of TIERS) {
    const row = await db
      .selectFrom('samples')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('step_ms', '=', stepMs)
      .executeTakeFirst();
    rows[samplesName(stepMs)] = row?.count ?? 0;
  }
  const recorded = await db.selectFrom('recorded').selectAll().orderBy('cluster').execute();
  const clusters: StoreSize['clusters'] = [];
  for (const { cluster, first_ms, at_ms } of recorded) {
    const members = await db
      .selectFrom('entities')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('cluster', '=', cluster)
      .where('kind', '=', 'member')
      .where('gone_ms', 'is', null)
      .executeTakeFirst();
    const series = await db
      .selectFrom('series')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('cluster', '=', cluster)
      .executeTakeFirst();
    clusters.push({
      cluster,
      firstMs: first_ms,
      lastMs: at_ms,
      members: members?.count ?? 0,
      series: series?.count ?? 0,
    });
  }
  return { bytes, rows, clusters };
}

async function countOf(db: Sql, table: (typeof TABLES)[number]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}
