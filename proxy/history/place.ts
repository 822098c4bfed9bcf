import { statSync } from 'node:fs';
import { join } from 'node:path';

/** The file of the history in a data directory. SQLite has two more beside it, `-wal` and `-shm`, while it is open. */
export const historyFile = (dataDir: string): string => join(dataDir, 'rollcall.db');

/** What it and the two beside it take, bytes; what is not there takes none. */
export const bytesOnDisk = (path: string): number =>
  [path, `${path}-wal`, `${path}-shm`]
    .map((each) => statSync(each, { throwIfNoEntry: false })?.size ?? 0)
    .reduce((sum, size) => sum + size, 0);
