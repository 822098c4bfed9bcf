import { afterEach, beforeEach, expect, test } from 'vitest';
import { backUp } from './backup.ts';
import { checkHistory } from './check.ts';
import { exportHistory } from './export.ts';
import { importHistory } from './import.ts';
import { openSqlite } from './sqlite.ts';
import {
  DAY,
  DAY_0,
  DISPLAY,
  HOUR,
  batch,
  change,
  fact,
  lifecycle,
  operationEnded,
  sample,
  warningBegan,
} from './testing/batches.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { keepUp, valueOf } from './testing/store-suite.ts';

let scratch: Scratch;
let file: string;
beforeEach(async () => {
  scratch = await makeScratch();
  file = scratch.path('rollcall.db');
  await fill();
});
afterEach(() => scratch.dispose());

/** Something of everything, of two clusters. */
async function fill(): Promise<void> {
  const store = valueOf(await openSqlite(file));
  for (let hour = 1; hour <= 60; hour += 1) {
    const atMs = DAY_0 + hour * HOUR;
    const isOther = hour % 3 === 0;
    const written = batch(isOther ? hour / 3 : hour, atMs, {
      cluster: isOther ? 'other' : 'prod',
      facts: [
        fact('a', atMs, { text: 'ü "\\\u2028\n', list: [hour] }),
        fact('b', atMs, hour % 2 === 0 ? null : 0),
      ],
      changes: [change(hour, atMs, { note: '{"not":"json' })],
      occurrences: [lifecycle(atMs, 'web-1'), operationEnded(atMs, atMs - 1), warningBegan(atMs, 'some')],
      samples: [sample(atMs), sample(atMs, { metric: 'pool:a b' })],
    });
    valueOf(await store.write(written));
  }
  const said = { fromMs: DAY_0, toMs: null, text: '**Why?**', author: null, editedAtMs: DAY_0 };
  const { id } = valueOf(await store.addNote('prod', { ...said, createdAtMs: DAY_0 }));
  valueOf(await store.reviseNote('prod', id, 1, { ...said, text: '', deleted: true }));
  const audited = { kind: 'note-written', name: 'ana', by: 'account', address: '192.0.2.1' } as const;
  valueOf(await store.addAudit({ ...audited, atMs: DAY_0, detail: 'note 1 of prod' }));
  valueOf(await store.addEnding({ kind: 'session', subject: 'secret', atMs: DAY_0, untilMs: DAY_0 + DAY }));
  valueOf(await store.putDisplay({ ...DISPLAY, id: 'secret' }, 0));
  await keepUp(store, DAY_0 + 2 * DAY);
  await store.close();
}

async function textOf(path: string, cluster?: string): Promise<string> {
  const parts: string[] = [];
  const rows = await exportHistory(
    path,
    async (lines) => {
      parts.push(lines);
    },
    cluster,
  );
  const text = parts.join('');
  expect(text.split('\n')).toHaveLength(valueOf(rows) + 3);
  return text;
}

async function* linesOf(text: string): AsyncGenerator<string> {
  yield* text.split('\n').slice(0, -1);
}

test('what was exported and imported is exported as the same text', async () => {
  const text = await textOf(file);
  const copy = scratch.path('copy.db');
  valueOf(await importHistory(copy, linesOf(text)));
  expect(await textOf(copy)).toBe(text);
  expect(text).toContain('note 1 of prod');
  expect(text).not.toContain('secret');
  expect(valueOf(await checkHistory(copy))).toEqual([]);
  const [original, imported] = [valueOf(await openSqlite(file)), valueOf(await openSqlite(copy))];
  const { rows } = valueOf(await original.size());
  expect(Object.values(rows)).not.toContain(0);
  expect(valueOf(await imported.size())).toMatchObject({ rows });
  // Numbers go on where they were.
  for (const store of [original, imported]) {
    const more = batch(61, DAY_0 + 61 * HOUR, { occurrences: [lifecycle(DAY_0 + 61 * HOUR, 'web-2')] });
    valueOf(await store.write(more));
    await store.close();
  }
  expect(await textOf(copy)).toBe(await textOf(file));
});

test('one cluster of several', async () => {
  const text = await textOf(file, 'other');
  expect(text).not.toContain('"prod"');
  const copy = scratch.path('copy.db');
  valueOf(await importHistory(copy, linesOf(text)));
  expect(valueOf(await checkHistory(copy))).toEqual([]);
  const store = valueOf(await openSqlite(copy));
  expect(valueOf(await store.size()).clusters.map(({ cluster }) => cluster)).toEqual(['other']);
  await store.close();
});

test('an import into a history that is not empty is refused', async () => {
  const text = await textOf(file);
  expect(await importHistory(file, linesOf(text))).toMatchObject({ ok: false, error: { kind: 'conflict' } });
  expect(await textOf(file)).toBe(text);
});

const FIRST_FACT = '{"table":"facts","row":{"id":1,';
test.each([
  ['no JSON', (text: string) => text.replace(FIRST_FACT, '{'), /^line \d+: this is no JSON$/],
  ['no export', () => '{"some":"file"}\n', /^line 1: this is no export/],
  ['nothing', () => '', /^line 1: it ends too early$/],
  [
    'cut short',
    (text: string) => text.slice(0, text.lastIndexOf('\n', text.length - 2) + 1),
    /: it ends too early$/,
  ],
  [
    'a line left out',
    (text: string) => text.replace(/\{"table":"changes".*\n/, ''),
    /rows were written, \d+ are here$/,
  ],
  [
    'an unknown table',
    (text: string) => text.replace('"table":"changes"', '"table":"x"'),
    /there is no table "x"$/,
  ],
  [
    'a wrong value',
    (text: string) => text.replace(FIRST_FACT, '{"table":"facts","row":{"id":"1",'),
    /: facts: id: /,
  ],
  ['a wrong column', (text: string) => text.replace(FIRST_FACT, `${FIRST_FACT}"x":1,`), /: facts: /],
  [
    'a row twice',
    (text: string) => text.replace('"facts","row":{"id":2,', '"facts","row":{"id":1,'),
    /that is there twice/,
  ],
  ['something after the end', (text: string) => `${text}{}\n`, /there is more after the end$/],
])('garbage is refused and leaves nothing behind: %s', async (_what, spoil, message) => {
  const copy = scratch.path('copy.db');
  expect(await importHistory(copy, linesOf(spoil(await textOf(file))))).toMatchObject({
    ok: false,
    error: { kind: 'failed', message: expect.stringMatching(message) },
  });
  const store = valueOf(await openSqlite(copy));
  const { rows } = valueOf(await store.size());
  expect(Object.values(rows).every((count) => count === 0)).toBe(true);
  await store.close();
});

test('a backup from outside, while the history is being written', async () => {
  const store = valueOf(await openSqlite(file));
  const text = await textOf(file);
  const backedUp = backUp(file, scratch.path('backup.db'));
  valueOf(await store.write(batch(61, DAY_0 + 61 * HOUR, { changes: [change(61, DAY_0 + 61 * HOUR)] })));
  valueOf(await backedUp);
  await store.close();
  expect(await textOf(scratch.path('backup.db'))).toBe(text);
});

test('of a file that is not there nothing is made', async () => {
  const nothing = scratch.path('nothing.db');
  for (const refused of [
    await exportHistory(nothing, async () => {}),
    await checkHistory(nothing),
    await backUp(nothing, scratch.path('backup.db')),
  ])
    expect(refused).toMatchObject({ ok: false, error: { kind: 'cannot-open' } });
});
