/** Makes a history of what `export.ts` wrote: all of it, or nothing where anything is wrong with it. */
import { sql } from 'kysely';
import { connect } from './sql/connect.ts';
import { EXPORTED, type ExportedTable, Footer, Header, Line, isExportedTable } from './sql/exported.ts';
import { slices } from './sql/slices.ts';
import { StoreError, attempt } from './sql/store-error.ts';
import type { Sql } from './sql/tables.ts';
import type { Stored } from './store.ts';

/** Rows written at a time. */
const ROWS = 500;

type Row = Record<string, unknown>;

/**
 * Into a file that is not there yet, or holds nothing: otherwise `conflict`. What is wrong with the lines is told with the
 * number of the line. Gives the number of rows.
 */
export const importHistory = (path: string, lines: AsyncIterable<string>): Stored<number> =>
  attempt(async () => {
    const { database, sql: db } = connect(path);
    try {
      return await db.transaction().execute(async (trx) => {
        await requireEmpty(trx);
        return importLines(trx, lines);
      });
    } finally {
      database.close();
    }
  });

async function requireEmpty(db: Sql): Promise<void> {
  for (const table of Object.keys(EXPORTED)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(db);
    if (rows.length > 0)
      throw new StoreError('conflict', 'there is a history already: only an empty one can be imported into');
  }
}

async function importLines(db: Sql, lines: AsyncIterable<string>): Promise<number> {
  let [number, count] = [0, 0];
  let ended = false;
  let waiting: { table: ExportedTable; rows: Row[] } | undefined;
  const flush = async (): Promise<void> => {
    if (waiting !== undefined) await insert(db, waiting.table, waiting.rows, number);
    waiting = undefined;
  };
  for await (const line of lines) {
    number += 1;
    const value = jsonOf(line, number);
    if (number === 1) {
      if (!Header.safeParse(value).success)
        throw wrong(number, 'this is no export of a history, or one of a newer Rollcall');
      continue;
    }
    if (ended) throw wrong(number, 'there is more after the end');
    const footer = Footer.safeParse(value);
    if (footer.success) {
      if (footer.data.rows !== count)
        throw wrong(number, `${footer.data.rows} rows were written, ${count} are here`);
      ended = true;
      continue;
    }
    const { table, row } = rowOf(value, number);
    if (waiting !== undefined && (waiting.table !== table || waiting.rows.length >= ROWS)) await flush();
    waiting ??= { table, rows: [] };
    waiting.rows.push(row);
    count += 1;
  }
  if (!ended) throw wrong(number + 1, 'it ends too early');
  await flush();
  return count;
}

function jsonOf(line: string, number: number): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw wrong(number, 'this is no JSON');
  }
}

function rowOf(value: unknown, number: number): { table: ExportedTable; row: Row } {
  const line = Line.safeParse(value);
  if (!line.success) throw wrong(number, 'this is no row');
  const { table } = line.data;
  if (!isExportedTable(table)) throw wrong(number, `there is no table "${table}"`);
  const row = EXPORTED[table].safeParse(line.data.row);
  if (row.success) return { table, row: toKept(row.data) };
  const [issue] = row.error.issues;
  throw wrong(number, `${table}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'wrong'}`);
}

const toKept = (row: Row): Row =>
  typeof row['data'] === 'string' ? { ...row, data: Buffer.from(row['data'], 'base64') } : row;

async function insert(db: Sql, table: ExportedTable, rows: readonly Row[], number: number): Promise<void> {
  const columns = Object.keys(EXPORTED[table].shape);
  const names = sql.join(columns.map((name) => sql.ref(name)));
  for (const part of slices(rows)) {
    const values = part.map((row) => sql`(${sql.join(columns.map((name) => row[name]))})`);
    try {
      await sql`insert into ${sql.table(table)} (${names}) values ${sql.join(values)}`.execute(db);
    } catch (error) {
      if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CONSTRAINT'))
        throw wrong(number, `${table}: a row that is there twice at this line or up to ${ROWS} before it`);
      throw error;
    }
  }
}

const wrong = (number: number, what: string): StoreError =>
  new StoreError('failed', `line ${number}: ${what}`);
