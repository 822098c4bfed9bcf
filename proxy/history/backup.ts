/** Copies a history from outside of the proxy that records it. */
import { connectToRead } from './sql/connect.ts';
import { attempt } from './sql/store-error.ts';
import type { Stored } from './store.ts';

/** To a file that is not there yet, as the history stands at the beginning, whatever is recorded meanwhile. */
export const backUp = (path: string, to: string): Stored<void> =>
  attempt(async () => {
    const { database } = connectToRead(path);
    try {
      database.exec('BEGIN; SELECT 1 FROM recorded');
      await database.backup(to);
    } finally {
      database.close();
    }
  });
