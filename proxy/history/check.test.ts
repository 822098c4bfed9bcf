import { readFile, writeFile } from 'node:fs/promises';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkHistory } from './check.ts';
import { openSqlite } from './sqlite.ts';
import { DAY, DAY_0, HOUR, batch, change, fact, sample } from './testing/batches.ts';
import { type Scratch, makeScratch } from './testing/scratch.ts';
import { keepUp, valueOf } from './testing/store-suite.ts';

let scratch: Scratch;
let file: string;
beforeEach(async () => {
  scratch = await makeScratch();
  file = scratch.path('rollcall.db');
  const store = valueOf(await openSqlite(file));
  for (let hour = 1; hour <= 30; hour += 1) {
    const atMs = DAY_0 + hour * HOUR;
    const facts = [
      fact('a', atMs, hour),
      fact(`gone-${hour}`, atMs, 1),
      fact(`gone-${hour - 1}`, atMs, null),
    ];
    const changes = [change(hour, atMs, { sinceMs: atMs - 1 })];
    valueOf(await store.write(batch(hour, atMs, { facts, changes, samples: [sample(atMs)] })));
  }
  const said = { fromMs: DAY_0, toMs: null, text: 'x', author: null, createdAtMs: DAY_0, editedAtMs: DAY_0 };
  valueOf(await store.addNote('prod', said));
  await keepUp(store, DAY_0 + DAY + 12 * HOUR);
  await store.close();
});
afterEach(() => scratch.dispose());

test('a history that is sound', async () => {
  expect(valueOf(await checkHistory(file))).toEqual([]);
});

test.each([
  ['DELETE FROM entities WHERE name = $a', 'a fact is about nothing that is known'],
  [
    'DELETE FROM facts WHERE entity = (SELECT id FROM entities WHERE name = $a)',
    'nothing is known of something: member a',
  ],
  [
    'UPDATE entities SET last_ms = last_ms + 1 WHERE name = $a',
    'the times of something are not those of its facts',
  ],
  ['UPDATE entities SET gone_ms = last_ms WHERE name = $a', 'something is gone that is there'],
  [
    'UPDATE changes SET since_ms = at_ms + 1 WHERE id = 3',
    'a change was found before it can have happened: 3',
  ],
  ['DELETE FROM recorded', 'something is of a cluster of which nothing was recorded: prod'],
  ['UPDATE note_revisions SET revision = 2', 'revisions of a note are missing'],
  ['DELETE FROM notes', 'a revision is of no note'],
  ['DELETE FROM series', 'samples are of no series'],
  ["UPDATE samples SET data = x'ff' WHERE step_ms = 10000", 'the packed numbers end too early'],
  ["UPDATE samples SET data = x'0001' WHERE step_ms = 10000", 'the packed numbers end too early'],
  ["UPDATE samples SET data = x'0000000000' WHERE step_ms = 10000", 'numbers that cannot be'],
  [
    "UPDATE samples SET data = x'0002140002' WHERE step_ms = 60000",
    'steps of 60 s are not the sum of the finer ones',
  ],
  ['DELETE FROM samples WHERE step_ms = 60000', 'steps of 60 s are not the sum of the finer ones'],
  ['DELETE FROM samples WHERE step_ms = 900000', 'steps of 900 s are not the sum of the finer ones'],
])('%s', async (damage, problem) => {
  const database = new Database(file);
  database.exec(damage.replace('$a', "'a'"));
  database.close();
  const problems = valueOf(await checkHistory(file));
  expect(problems.join('\n')).toContain(problem);
});

test('a damaged file', async () => {
  const bytes = await readFile(file);
  bytes.fill(0xff, 4096 * 4, 4096 * 9);
  await writeFile(file, bytes);
  const checked = await checkHistory(file);
  if (checked.ok) expect(checked.value.join('\n')).toContain('the file: ');
  else expect(checked.error.kind).toBe('corrupt');
});
