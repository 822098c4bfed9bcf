import { chmod, mkdir, stat, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { historyFile } from '../history/place.ts';
import { DEFAULT_RETENTION } from '../history/retention.ts';
import { openSqlite } from '../history/sqlite.ts';
import { DAY_0, batch, fact } from '../history/testing/batches.ts';
import { makeScratch, type Scratch } from '../history/testing/scratch.ts';
import type { Finding } from './finding.ts';
import { examineHistory, judgeRoom } from './history.ts';
import { said } from './testing/ward.ts';

const expected = {
  retention: { ...DEFAULT_RETENTION, maxBytes: 64e6 },
  planned: [{ members: 3, poolsPerMember: 1 }],
};

let scratch: Scratch;
let dir: string;
let file: string;
beforeEach(async () => {
  scratch = await makeScratch();
  dir = scratch.path('data');
  file = historyFile(dir);
  await mkdir(dir);
});
afterEach(() => scratch.dispose());

const examine = (): Promise<Finding[]> => examineHistory(dir, expected, new AbortController().signal);

async function record(): Promise<void> {
  const store = await openSqlite(file);
  if (!store.ok) throw new Error(store.error.message);
  await store.value.write(batch(1, DAY_0, { facts: [fact('node-1', DAY_0, { here: true })] }));
  await store.value.close();
}

test('one that has not begun: what it will take is guessed', async () => {
  const findings = await examine();
  expect(said(findings, 'history')).toEqual([`ok ${file}: there is none yet`]);
  expect(findings.find(({ check }) => check === 'disk')?.figures).toEqual({
    freeBytes: expect.any(Number),
    neededBytes: expect.any(Number),
  });
});

test('one that is in order', async () => {
  await record();
  const findings = await examine();
  expect(findings.map(({ check, finding }) => `${finding} ${check}`)).toEqual(['ok history', 'ok disk']);
  expect(findings[0]?.figures['bytes']).toBeGreaterThan((await stat(file)).size - 1);
});

test('one that others may read', async () => {
  await record();
  await chmod(file, 0o644);
  expect(said(await examine(), 'history')).toContain(`warning ${file}: others may use it (mode 0644)`);
});

test.each([
  [
    'of a newer Rollcall',
    'PRAGMA user_version = 99',
    /made by a newer Rollcall/,
    /run the Rollcall that made it/,
  ],
  [
    'of another program',
    'PRAGMA user_version = 0',
    /no history of Rollcall/,
    /choose another data directory/,
  ],
])('one %s', async (_title, sql, what, remedy) => {
  await record();
  const database = new Database(file);
  database.exec(sql);
  database.close();
  expect(await examine()).toMatchObject([
    { finding: 'problem', what: expect.stringMatching(what), remedy: expect.stringMatching(remedy) },
  ]);
});

test('one that is no database', async () => {
  await writeFile(file, 'no database '.repeat(1000), { mode: 0o600 });
  expect(said(await examine(), 'history')).toEqual([
    expect.stringMatching(/^problem .*: it can't be used: /),
  ]);
});

test('one that is not read in time', async () => {
  await record();
  expect(said(await examineHistory(dir, expected, AbortSignal.abort()), 'history')).toEqual([
    `problem ${file}: it can't be used: it was not read in time`,
  ]);
});

test.each([
  [1e9, 5e8, 'enough'],
  [5e8, 1e9, 'short'],
  [5e7, 1e9, 'none'],
  [5e7, 1e6, 'enough'],
  [0, 1e6, 'none'],
])('%d bytes free, %d needed: %s', (free, needed, room) => {
  expect(judgeRoom(free, needed)).toBe(room);
});
