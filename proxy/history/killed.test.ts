import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkHistory } from './check.ts';
import { openSqlite } from './sqlite.ts';
import { DAY, DAY_0 } from './testing/batches.ts';
import { timeOf } from './testing/numbered.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { valueOf } from './testing/store-suite.ts';

const KILLS = 20;
/** Numbers written by the last writer, which is let live. */
const LAST = 20;
const WRITER = fileURLToPath(new URL('testing/writer-process.ts', import.meta.url));

let scratch: Scratch;
beforeEach(async () => {
  scratch = await makeScratch();
});
afterEach(() => scratch.dispose());

/** Starts a writer, and kills it some moments after it has acknowledged so many more; gives the last that it did. */
async function writeFrom(file: string, acknowledged: number, to: number, killAfter: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, file, String(acknowledged + 1), String(to)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let last = acknowledged;
  const ended = once(child, 'close');
  for await (const line of createInterface({ input: child.stdout })) {
    last = Number(line);
    if (last - acknowledged !== killAfter) continue;
    // Anywhere within what comes next; what it still says until then counts.
    void sleep(Math.random() * 6).then(() => child.kill('SIGKILL'));
  }
  await ended;
  return last;
}

test('a writer that is killed again and again loses nothing that it acknowledged, and writes nothing twice', async () => {
  const file = scratch.path('rollcall.db');
  let acknowledged = 0;
  for (let kill = 0; kill < KILLS; kill += 1) {
    const killAfter = 1 + Math.floor(Math.random() * 20);
    acknowledged = await writeFrom(file, acknowledged, 100_000, killAfter);
  }
  acknowledged = await writeFrom(file, acknowledged, acknowledged + LAST, -1);
  const expected = Array.from({ length: acknowledged }, (_, index) => index + 1);

  expect(valueOf(await checkHistory(file))).toEqual([]);
  const store = valueOf(await openSqlite(file));
  const range = { cluster: 'prod', fromMs: 0, toMs: DAY_0 + 400 * DAY };
  const changes = valueOf(await store.changes({ ...range, limit: 100_000 })).items;
  expect(changes.map(({ id }) => id).toReversed()).toEqual(expected);
  const occurrences = valueOf(await store.occurrences({ ...range, limit: 100_000 })).items;
  expect(occurrences.map(({ atMs }) => atMs).toReversed()).toEqual(expected.map(timeOf));
  const facts = valueOf(await store.over('prod', ['member'], 0, range.toMs));
  expect(facts.map(({ value }) => value)).toEqual(expected);
  const samples = valueOf(await store.samples({ ...range, fromMs: DAY_0, stepMs: DAY }));
  expect(samples.reduce((sum, { count }) => sum + count, 0)).toBe(acknowledged);
  await store.close();
}, 60_000);
