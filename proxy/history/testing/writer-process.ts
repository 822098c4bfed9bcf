/**
 * Writes batches of consecutive numbers into a file as fast as it can, from `argv[3]` to `argv[4]`, and says each number once
 * it is acknowledged. For tests that kill it.
 */
import { writeSync } from 'node:fs';
import { DEFAULT_RETENTION } from '../retention.ts';
import { openSqlite } from '../sqlite.ts';
import { HOUR } from './batches.ts';
import { numberedBatch, timeOf } from './numbered.ts';

const [path = '', from = '', to = ''] = process.argv.slice(2);
/** Short ones, so that there are roll-ups and deletions to be killed at. */
const RETENTION = { ...DEFAULT_RETENTION, rawMs: 4 * HOUR, minuteMs: 48 * HOUR };

const opened = await openSqlite(path);
if (!opened.ok) throw new Error(opened.error.message);
for (let number = Number(from); number <= Number(to); number += 1) {
  const written = await opened.value.write(numberedBatch(number));
  if (!written.ok) throw new Error(written.error.message);
  writeSync(1, `${number}\n`);
  if (number % 5 === 0) await opened.value.upkeep(RETENTION, timeOf(number));
}
await opened.value.close();
