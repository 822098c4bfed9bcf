/** Looks whether a history is sound: by SQLite's own check, and by what must hold among its tables. */
import { checkLists } from './sql/check-lists.ts';
import { checkSamples } from './sql/check-samples.ts';
import { connectToRead } from './sql/connect.ts';
import { attempt } from './sql/store-error.ts';
import type { Stored } from './store.ts';

/** As many problems as a person can read. */
const MOST = 100;

/** What is wrong, each in a sentence; nothing: the history is sound. */
export const checkHistory = (path: string): Stored<string[]> =>
  attempt(async () => {
    const { database, sql } = connectToRead(path);
    try {
      database.exec('BEGIN');
      const file = database.prepare<[], { integrity_check: string }>('PRAGMA integrity_check').all();
      const problems = file.flatMap(({ integrity_check: said }) =>
        said === 'ok' ? [] : [`the file: ${said}`],
      );
      // Of a damaged file nothing more can be told.
      if (problems.length > 0) return problems.slice(0, MOST);
      return [...(await checkLists(sql)), ...(await checkSamples(sql))].slice(0, MOST);
    } finally {
      database.close();
    }
  });
