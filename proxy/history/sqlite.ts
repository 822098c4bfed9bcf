/** The history in a file of SQLite, in this thread: for commands and tests. The proxy has it in a thread of its own. */
import Database from 'better-sqlite3';
import { bytesOnDisk } from './place.ts';
import { type Connection, MEMORY, connect } from './sql/connect.ts';
import { createSqlStore, type Host } from './sql/store.ts';
import { attempt } from './sql/store-error.ts';
import type { HistoryStore, Stored } from './store.ts';

/** Opens the file, and makes it and its directory where there are none. `:memory:` is kept nowhere. */
export const openSqlite = (path: string): Stored<HistoryStore> =>
  attempt(() => {
    const connection = connect(path);
    return createSqlStore(connection.sql, hostOf(connection, path));
  });

/** Of these pages the file is cut shorter in one go. */
const SHRINK_PAGES = 500;
/** What is free of the file is soon used again; only more than this part of it is given back. */
const FREE_SHARE = 0.25;

function hostOf({ database }: Connection, path: string): Host {
  const numberOf = (pragma: string): number => Number(database.pragma(pragma, { simple: true }));
  const free = (): number => numberOf('freelist_count');
  const pages = (): number => numberOf('page_count');
  const worthShrinking = (): boolean => free() > Math.max(SHRINK_PAGES, FREE_SHARE * pages());
  return {
    bytes: () => (path === MEMORY ? pages() * numberOf('page_size') : bytesOnDisk(path)),
    usedBytes: () => (pages() - free()) * numberOf('page_size'),
    shrink() {
      if (!worthShrinking()) return false;
      database.pragma(`incremental_vacuum(${SHRINK_PAGES})`);
      return worthShrinking();
    },
    backup: (to) => backUp(database, path, to),
    close: () => {
      database.close();
    },
  };
}

/** From a second connection that reads the file as it is now, whatever is written meanwhile. */
async function backUp(database: Database.Database, path: string, to: string): Promise<void> {
  if (path === MEMORY) {
    await database.backup(to);
    return;
  }
  const reader = new Database(path, { readonly: true });
  try {
    reader.exec('BEGIN; SELECT 1 FROM recorded');
    await reader.backup(to);
  } finally {
    reader.close();
  }
}
