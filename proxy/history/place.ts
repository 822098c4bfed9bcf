import { join } from 'node:path';

/** The file of the history in a data directory. SQLite has two more beside it, `-wal` and `-shm`, while it is open. */
export const historyFile = (dataDir: string): string => join(dataDir, 'rollcall.db');
