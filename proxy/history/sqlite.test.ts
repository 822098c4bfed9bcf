import { readFile, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openSqlite } from './sqlite.ts';
import { DAY_0, batch, change, fact } from './testing/batches.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { historyStoreTests, valueOf } from './testing/store-suite.ts';

historyStoreTests('in memory', async () => {
  const store = valueOf(await openSqlite(':memory:'));
  return { store, dispose: () => store.close() };
});

historyStoreTests('in a file', async () => {
  const scratch = await makeScratch();
  const store = valueOf(await openSqlite(scratch.path('new/directory/rollcall.db')));
  return {
    store,
    async dispose() {
      await store.close();
      await scratch.dispose();
    },
  };
});

let scratch: Scratch;
let file: string;
beforeEach(async () => {
  scratch = await makeScratch();
  file = scratch.path('rollcall.db');
});
afterEach(() => scratch.dispose());

test('what was written is there when the file is opened again', async () => {
  const first = valueOf(await openSqlite(file));
  valueOf(await first.write(batch(1, DAY_0, { facts: [fact('a', DAY_0, 1)], changes: [change(7, DAY_0)] })));
  await first.close();
  const second = valueOf(await openSqlite(file));
  expect(valueOf(await second.lastChangeId())).toBe(7);
  expect(valueOf(await second.at('prod', ['member'], DAY_0))).toEqual([fact('a', DAY_0, 1)]);
  await second.close();
});

test('a file of a newer Rollcall is left alone', async () => {
  const database = new Database(file);
  database.pragma('user_version = 1000');
  database.close();
  const before = await readFile(file);
  expect(await openSqlite(file)).toMatchObject({ ok: false, error: { kind: 'newer' } });
  expect(await readFile(file)).toEqual(before);
});

test('a file of another program is left alone', async () => {
  const database = new Database(file);
  database.exec('CREATE TABLE theirs (x)');
  database.close();
  const before = await readFile(file);
  expect(await openSqlite(file)).toMatchObject({ ok: false, error: { kind: 'cannot-open' } });
  expect(await readFile(file)).toEqual(before);
  await writeFile(file, 'no database at all, but long enough to have been one');
  expect(await openSqlite(file)).toMatchObject({ ok: false, error: { kind: 'cannot-open' } });
});

test('a backup is the history as it was when the backup began', async () => {
  const store = valueOf(await openSqlite(file));
  const note = 'x'.repeat(2000);
  const many = Array.from({ length: 2000 }, (_, index) => change(index + 1, DAY_0, { note }));
  valueOf(await store.write(batch(1, DAY_0, { changes: many })));
  const backedUp = store.backup(scratch.path('backup.db'));
  for (let seq = 2; seq < 20; seq += 1)
    valueOf(await store.write(batch(seq, DAY_0 + seq, { changes: [change(2000 + seq, DAY_0 + seq)] })));
  valueOf(await backedUp);
  await store.close();
  const backup = valueOf(await openSqlite(scratch.path('backup.db')));
  expect(valueOf(await backup.lastChangeId())).toBe(2000);
  await backup.close();
});
