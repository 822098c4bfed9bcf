/** Keeps a store open: opens the file again when it could not be opened, or when what went wrong may be over by then. */
import { statSync } from 'node:fs';
import { type Result, err } from '../../result.ts';
import { openSqlite } from '../sqlite.ts';
import { MEMORY } from '../sql/connect.ts';
import type { HistoryStore, StoreFailure, StoreFailureKind } from '../store.ts';

/** What only another connection gets over, such as a disk that could only be read when this one was made. */
const OVER_WITH_ANOTHER: readonly StoreFailureKind[] = ['read-only', 'cannot-open', 'corrupt', 'failed'];

export type Keeper = {
  use<T>(
    method: string,
    work: (store: HistoryStore) => Promise<Result<T, StoreFailure>>,
  ): Promise<Result<T, StoreFailure>>;
  close(): Promise<void>;
};

export function createKeeper(path: string): Keeper {
  let store: HistoryStore | undefined;
  let identity: string | undefined;
  let suspect = false;
  /** One after the other: who comes while the file is being opened waits for that. */
  let opening: Promise<Result<HistoryStore, StoreFailure>> | undefined;

  const open = async (): Promise<Result<HistoryStore, StoreFailure>> => {
    // Two files that share a name would share what SQLite keeps beside it.
    if (store !== undefined && identityOf(path) !== identity) {
      await store.close();
      store = undefined;
    }
    const opened = await openSqlite(path);
    // What could be read can still be read, even if nothing can be written.
    if (!opened.ok) return store === undefined ? opened : { ok: true, value: store };
    const before = store;
    store = opened.value;
    identity = identityOf(path);
    suspect = false;
    await before?.close();
    return opened;
  };

  const current = async (): Promise<Result<HistoryStore, StoreFailure>> => {
    if (store !== undefined && !suspect) return { ok: true, value: store };
    opening ??= open().finally(() => {
      opening = undefined;
    });
    return opening;
  };

  return {
    async use(method, work) {
      // A file that was taken away under us is written to, and seen by nobody.
      if (method === 'upkeep' && store !== undefined && identityOf(path) !== identity) suspect = true;
      const opened = await current();
      if (!opened.ok) return err(opened.error);
      const result = await work(opened.value);
      if (!result.ok && path !== MEMORY && OVER_WITH_ANOTHER.includes(result.error.kind)) suspect = true;
      return result;
    },
    async close() {
      await opening;
      await store?.close();
    },
  };
}

/** Which file it is, whatever its name; undefined: there is none. */
function identityOf(path: string): string | undefined {
  if (path === MEMORY) return MEMORY;
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : `${stat.dev} ${stat.ino}`;
}
