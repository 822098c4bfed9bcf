/** Writes a history down as text: a header, a line of JSON for each row, and how many these were. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import { connectToRead } from './sql/connect.ts';
import { EXPORTED, type ExportedTable, isExportedTable } from './sql/exported.ts';
import { attempt } from './sql/store-error.ts';
import type { Sql } from './sql/tables.ts';
import type { Stored } from './store.ts';

/** Rows read at a time. */
const ROWS = 1000;

/** Of each table: in which order, which makes rows come the same way after an import, and which rows are of one cluster. */
const ORDER: Record<ExportedTable, { by: readonly string[]; of: (cluster: string) => RawBuilder<SqlBool> }> =
  {
    recorded: { by: ['cluster'], of: (cluster) => sql`cluster = ${cluster}` },
    writers: { by: ['cluster', 'run'], of: (cluster) => sql`cluster = ${cluster}` },
    kept: { by: ['step_ms'], of: () => sql`1 = 1` },
    entities: { by: ['id'], of: (cluster) => sql`cluster = ${cluster}` },
    facts: {
      by: ['id'],
      of: (cluster) => sql`entity in (select id from entities where cluster = ${cluster})`,
    },
    changes: { by: ['id'], of: (cluster) => sql`cluster = ${cluster}` },
    occurrences: { by: ['id'], of: (cluster) => sql`cluster = ${cluster}` },
    series: { by: ['id'], of: (cluster) => sql`cluster = ${cluster}` },
    samples: {
      by: ['id'],
      of: (cluster) => sql`series in (select id from series where cluster = ${cluster})`,
    },
    due: {
      by: ['step_ms', 'from_ms', 'series'],
      of: (cluster) => sql`series in (select id from series where cluster = ${cluster})`,
    },
    notes: { by: ['id'], of: (cluster) => sql`cluster = ${cluster}` },
    note_revisions: {
      by: ['note', 'revision'],
      of: (cluster) => sql`note in (select id from notes where cluster = ${cluster})`,
    },
    // Of no cluster, so it goes with all of them or not at all.
    audit: { by: ['id'], of: () => sql`1 = 0` },
  };

/**
 * Writes the history of a file as it stands at the beginning, of one cluster or of all. `write` takes some lines at a time.
 * Gives the number of rows.
 */
export const exportHistory = (
  path: string,
  write: (lines: string) => Promise<void>,
  cluster?: string,
): Stored<number> =>
  attempt(async () => {
    const { database, sql: db } = connectToRead(path);
    try {
      database.exec('BEGIN');
      await write(`${JSON.stringify({ rollcall: 'history', format: 1 })}\n`);
      let rows = 0;
      for (const table of Object.keys(EXPORTED).filter(isExportedTable))
        rows += await exportTable(db, table, write, cluster);
      await write(`${JSON.stringify({ rows })}\n`);
      return rows;
    } finally {
      database.close();
    }
  });

async function exportTable(
  db: Sql,
  table: ExportedTable,
  write: (lines: string) => Promise<void>,
  cluster: string | undefined,
): Promise<number> {
  const columns = Object.keys(EXPORTED[table].shape);
  const { by, of } = ORDER[table];
  const names = sql.join(columns.map((name) => sql.ref(name)));
  const keys = sql.join(by.map((name) => sql.ref(name)));
  const wanted = cluster === undefined ? sql`1 = 1` : of(cluster);
  let count = 0;
  let after: RawBuilder<SqlBool> = sql`1 = 1`;
  for (;;) {
    const { rows } = await sql<Record<string, unknown>>`
      select ${names} from ${sql.table(table)} where ${wanted} and ${after} order by ${keys} limit ${ROWS}
    `.execute(db);
    const last = rows.at(-1);
    if (last === undefined) return count;
    await write(rows.map((row) => `${JSON.stringify({ table, row: toText(row) })}\n`).join(''));
    count += rows.length;
    after = sql`(${keys}) > (${sql.join(by.map((name) => last[name]))})`;
  }
}

const toText = (row: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      Buffer.isBuffer(value) ? value.toString('base64') : value,
    ]),
  );
