import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EXIT, type Output } from '../output.ts';
import { done, failed } from './failure.ts';
import { writeWhole } from './whole-file.ts';

let dir: string;
let file: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-whole-'));
  file = join(dir, 'backup.db');
});
afterEach(() => rm(dir, { recursive: true }));

const writing =
  (text: string, output: Output) =>
  async (scratch: string): Promise<Output> => {
    await writeFile(scratch, text);
    return output;
  };

test('what is written appears under its name, for its owner alone', async () => {
  expect(await writeWhole(file, false, writing('whole', done('said\n')))).toEqual(done('said\n'));
  expect(await readFile(file, 'utf8')).toBe('whole');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(dir)).toEqual(['backup.db']);
});

test('a file that is there is replaced by force alone', async () => {
  await writeFile(file, 'old');
  expect(await writeWhole(file, false, writing('new', done('')))).toMatchObject({
    exitCode: EXIT.wrongSettings,
    stderr: `rollcall: ${file} is there already; choose another name, or replace it with --force\n`,
  });
  expect(await readFile(file, 'utf8')).toBe('old');
  await writeWhole(file, true, writing('new', done('')));
  expect(await readFile(file, 'utf8')).toBe('new');
});

test('what was cut short leaves no trace, and what was there before stays', async () => {
  await writeFile(file, 'old');
  const output = failed('backup', { message: 'the disk is full' });
  expect(await writeWhole(file, true, writing('ha', output))).toEqual(output);
  const breaking = async (scratch: string): Promise<Output> => {
    await writeFile(scratch, 'ha');
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };
  expect(await writeWhole(file, true, breaking)).toEqual(
    failed(`${file} could not be written`, { message: 'ENOSPC: no space left on device' }),
  );
  expect(await readFile(file, 'utf8')).toBe('old');
  expect(await readdir(dir)).toEqual(['backup.db']);
});
