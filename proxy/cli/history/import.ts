import { importHistory } from '../../history/import.ts';
import { takeLock } from '../../history/lock.ts';
import { historyFile } from '../../history/place.ts';
import { dataInUse } from '../data-in-use.ts';
import type { Output } from '../output.ts';
import { formatCount } from './columns.ts';
import { done, failed } from './failure.ts';
import { linesOf } from './lines.ts';

/** `rollcall history import FILE`. A Rollcall that records into the same directory would mix its own with what comes in. */
export async function importFrom(from: string, dataDir: string, pid: number): Promise<Output> {
  const lock = takeLock(dataDir, pid);
  if (!lock.ok) {
    return lock.error.kind === 'held'
      ? dataInUse(dataDir, lock.error.pid, 'stop that one, and import then')
      : failed(`${dataDir} could not be locked`, lock.error);
  }
  try {
    const file = historyFile(dataDir);
    const rows = await importHistory(file, linesOf(from));
    return rows.ok
      ? done(`${file}: ${formatCount(rows.value)} rows\n`)
      : failed(`${from} could not be imported into ${file}`, rows.error);
  } finally {
    lock.value.release();
  }
}
