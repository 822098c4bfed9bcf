import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeLock } from './lock.ts';

const HOLDER = fileURLToPath(new URL('testing/hold-lock.ts', import.meta.url));

let dir: string;
const holders: ChildProcess[] = [];
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'rollcall-lock-'));
});
afterEach(async () => {
  for (const holder of holders.splice(0)) await end(holder);
  await rm(dir, { recursive: true });
});

async function end(holder: ChildProcess): Promise<void> {
  if (holder.exitCode !== null || holder.signalCode !== null) return;
  holder.kill('SIGKILL');
  await once(holder, 'close');
}

/** Another process that tries to take the lock, and what came of it. */
async function another(): Promise<{ holder: ChildProcess; said: string }> {
  const holder = spawn(process.execPath, [HOLDER, dir], { stdio: ['pipe', 'pipe', 'inherit'] });
  holders.push(holder);
  const [said] = await once(holder.stdout.setEncoding('utf8'), 'data');
  return { holder, said };
}

test('while one holds it, another is told by which process', () => {
  expect(takeLock(dir, 11).ok).toBe(true);
  expect(takeLock(dir, 12)).toEqual({ ok: false, error: { kind: 'held', pid: 11 } });
});

test('what is released can be taken, and released twice without harm to who took it', () => {
  const first = takeLock(dir, 11);
  if (!first.ok) throw new Error('nobody else is here');
  first.value.release();
  expect(takeLock(dir, 12).ok).toBe(true);
  first.value.release();
  expect(takeLock(dir, 13)).toEqual({ ok: false, error: { kind: 'held', pid: 12 } });
});

test('it is free when the process that held it was killed, though its number is taken again', async () => {
  const { holder, said } = await another();
  expect(said).toBe('taken\n');
  expect(takeLock(dir, process.pid)).toEqual({ ok: false, error: { kind: 'held', pid: holder.pid } });
  await end(holder);
  expect(takeLock(dir, holder.pid ?? 0).ok).toBe(true);
});

test('of many processes that come at once, one gets it', async () => {
  const all = await Promise.all(Array.from({ length: 6 }, another));
  expect(all.map(({ said }) => said).toSorted()).toEqual([...Array(5).fill('held\n'), 'taken\n']);
});

test('a directory that is missing is made', () => {
  expect(takeLock(join(dir, 'not/yet'), 11).ok).toBe(true);
});

test('where no lock can be had, it is said why', async () => {
  await writeFile(join(dir, 'file'), '');
  const refused = takeLock(join(dir, 'file'), 11);
  expect(refused).toEqual({
    ok: false,
    error: { kind: 'unavailable', message: expect.stringContaining('EEXIST') },
  });
  await writeFile(join(dir, 'rollcall.lock'), 'x'.repeat(5000));
  expect(takeLock(dir, 11)).toMatchObject({ ok: false, error: { kind: 'unavailable' } });
});
