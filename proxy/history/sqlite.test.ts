import { readFile, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MAX_REFUSED } from './sql/access.ts';
import { openSqlite } from './sqlite.ts';
import { DAY_0, batch, change, fact } from './testing/batches.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { historyStoreTests, keepUp, valueOf } from './testing/store-suite.ts';

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

test('of log-ins that were refused the last are kept, and all that went well', async () => {
  await valueOf(await openSqlite(file)).close();
  const database = new Database(file);
  const add = database.prepare(
    `INSERT INTO audit (at_ms, kind, name, "by", address, detail)
     WITH RECURSIVE numbers (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < $count)
     SELECT $at, $kind, 'ana', 'account', '192.0.2.1', n FROM numbers`,
  );
  add.run({ count: 10, at: DAY_0, kind: 'log-in' });
  add.run({ count: MAX_REFUSED + 1500, at: DAY_0, kind: 'log-in-refused' });
  database.close();
  const store = valueOf(await openSqlite(file));
  await keepUp(store, DAY_0);
  const { items } = valueOf(await store.audit({ fromMs: 0, toMs: DAY_0 + 1, limit: MAX_REFUSED + 100 }));
  expect(Map.groupBy(items, ({ kind }) => kind).get('log-in')).toHaveLength(10);
  expect(items.filter(({ kind }) => kind === 'log-in-refused').at(-1)?.detail).toBe('1501');
  await store.close();
});

test('a file of before there was an audit log gets one, and keeps what it holds', async () => {
  const before = valueOf(await openSqlite(file));
  valueOf(await before.write(batch(1, DAY_0, { changes: [change(7, DAY_0)] })));
  await before.close();
  const database = new Database(file);
  database.exec('DROP TABLE audit; DROP TABLE access_endings; DROP TABLE displays; PRAGMA user_version = 1');
  database.close();
  const store = valueOf(await openSqlite(file));
  expect(valueOf(await store.lastChangeId())).toBe(7);
  expect(valueOf(await store.endings())).toEqual([]);
  expect(valueOf(await store.displays())).toEqual([]);
  expect(valueOf(await store.audit({ fromMs: 0, toMs: DAY_0, limit: 1 })).items).toEqual([]);
  await store.close();
});
