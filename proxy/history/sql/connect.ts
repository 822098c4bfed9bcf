/** Opens a SQLite file for `kysely`, with what is special about SQLite. */
import Database from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { migrate, refuseOthers, requireCurrent } from './migrations.ts';
import type { Sql, Tables } from './tables.ts';

export const MEMORY = ':memory:';

/** How long a write waits for another process, such as an import. */
const BUSY_TIMEOUT_MS = 5000;
/** Statements that are kept prepared. */
const PREPARED = 200;
/** After a large piece of work the log of what was written is cut down to this. */
const LOG_BYTES = 64 * 1024 * 1024;

export type Connection = { sql: Sql; database: Database.Database };

/** Makes the directory and the file where there are none. Throws what is wrong with them. */
export function connect(path: string): Connection {
  if (path !== MEMORY) {
    mkdirSync(dirname(path), { recursive: true });
    makePrivate(path);
  }
  const database = new Database(path, { timeout: BUSY_TIMEOUT_MS });
  try {
    refuseOthers(database);
    prepare(database);
    migrate(database);
    // A file that only can be read is found out about now.
    database.exec('BEGIN IMMEDIATE; ROLLBACK');
  } catch (error) {
    database.close();
    throw error;
  }
  return connectionOf(database);
}

/** A new file is its owner's alone, and so are those that SQLite puts beside it. One that is there keeps its mode. */
function makePrivate(path: string): void {
  try {
    closeSync(openSync(path, 'wx', 0o600));
  } catch {
    // It is there, or can't be made: opening it as a database says which.
  }
}

/** Opens a file that there is, and changes nothing about it. Throws where it is none that this version writes. */
export function connectToRead(path: string): Connection {
  const database = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MS });
  try {
    requireCurrent(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return connectionOf(database);
}

const connectionOf = (database: Database.Database): Connection => ({
  database,
  sql: new Kysely<Tables>({ dialect: new SqliteDialect({ database: forKysely(database) }) }),
});

function prepare(database: Database.Database): void {
  // Counts only while the file has no table yet.
  database.pragma('auto_vacuum = INCREMENTAL');
  database.pragma('journal_mode = WAL');
  // What was acknowledged is on the disk, also when the power fails.
  database.pragma('synchronous = FULL');
  database.pragma(`journal_size_limit = ${LOG_BYTES}`);
  database.pragma('cache_size = -16000');
  database.pragma('temp_store = MEMORY');
}

/** Transactions are begun by what writes alone, so they lock at once; statements are prepared once. */
function forKysely(database: Database.Database): SqliteDatabase {
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => {
      database.close();
    },
    prepare(sql) {
      if (sql === 'begin') return database.prepare('BEGIN IMMEDIATE');
      // SQLite itself has already rolled back after some errors, such as a full disk.
      if (sql === 'rollback' && !database.inTransaction) return database.prepare('SELECT 1 WHERE 0');
      const statement = prepared.get(sql) ?? database.prepare(sql);
      prepared.delete(sql);
      prepared.set(sql, statement);
      const [oldest] = prepared.keys();
      if (prepared.size > PREPARED && oldest !== undefined) prepared.delete(oldest);
      return statement;
    },
  };
}
