import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkHistory } from './check.ts';
import type { HistoryStore } from './store.ts';
import { DAY_0, batch, change } from './testing/batches.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { historyStoreTests, keepUp, valueOf } from './testing/store-suite.ts';
import { openSqliteInWorker } from './worker.ts';

historyStoreTests('in a thread of its own', async () => {
  const place = await makeScratch();
  const store = openSqliteInWorker(place.path('rollcall.db'));
  return {
    store,
    async dispose() {
      await store.close();
      await place.dispose();
    },
  };
});

describe('the thread and its file', () => {
  let scratch: Scratch;
  let store: HistoryStore;
  beforeEach(async () => {
    scratch = await makeScratch();
  });
  afterEach(async () => {
    await store.close();
    await scratch.dispose();
  });

  const changeIn = (seq: number) => batch(seq, DAY_0 + seq, { changes: [change(seq, DAY_0 + seq)] });

  test('a thread that crashed is started again', async () => {
    const threads: Worker[] = [];
    store = openSqliteInWorker(scratch.path('rollcall.db'), (path) => {
      const thread = new Worker(new URL('worker/thread.ts', import.meta.url), { workerData: path });
      threads.push(thread);
      return thread;
    });
    valueOf(await store.write(changeIn(1)));
    const ending = threads[0]?.terminate();
    const asked = store.lastChangeId();
    await ending;
    expect(await asked).toMatchObject({ ok: false, error: { kind: 'failed' } });
    valueOf(await store.write(changeIn(2)));
    expect(valueOf(await store.lastChangeId())).toBe(2);
    expect(threads).toHaveLength(2);
  });

  test('a file that cannot be opened is opened as soon as it can', async () => {
    await writeFile(scratch.path('data'), 'in the way of the directory');
    store = openSqliteInWorker(scratch.path('data/rollcall.db'));
    expect(await store.write(changeIn(1))).toMatchObject({ ok: false, error: { kind: 'cannot-open' } });
    expect(await store.lastChangeId()).toMatchObject({ ok: false, error: { kind: 'cannot-open' } });
    await rm(scratch.path('data'));
    valueOf(await store.write(changeIn(1)));
  });

  test('a file that was damaged says so, and does again', async () => {
    await mkdir(scratch.path('data'));
    await writeFile(scratch.path('data/rollcall.db'), 'x'.repeat(10_000));
    store = openSqliteInWorker(scratch.path('data/rollcall.db'));
    for (let times = 0; times < 2; times += 1)
      expect(await store.last('prod')).toMatchObject({ ok: false, error: { kind: 'cannot-open' } });
  });

  test('a file that is taken away is made anew at the next upkeep', async () => {
    store = openSqliteInWorker(scratch.path('rollcall.db'));
    valueOf(await store.write(changeIn(1)));
    await rename(scratch.path('rollcall.db'), scratch.path('elsewhere.db'));
    await keepUp(store, DAY_0);
    expect(valueOf(await store.lastChangeId())).toBe(0);
    // Whoever goes on writing is told that it has to begin anew.
    expect(await store.write(changeIn(2))).toMatchObject({ ok: false, error: { kind: 'forgotten' } });
    valueOf(await store.write({ ...changeIn(2), seq: 1 }));
    await store.close();
    // What the file that is gone had beside it is not taken for that of the new one.
    expect(valueOf(await checkHistory(scratch.path('rollcall.db')))).toEqual([]);
    store = openSqliteInWorker(scratch.path('rollcall.db'));
    expect(valueOf(await store.lastChangeId())).toBe(2);
  });
});
