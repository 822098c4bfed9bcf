import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeGuardedDir } from './guarded-dir.ts';

const exists = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  );

/** A process whose command line looks like that of a daemon which logs below `dir`. */
async function pretendDaemon(dir: string) {
  const child = spawn(process.execPath, [
    '-e',
    'setInterval(() => {}, 1000)',
    '--',
    '--logfile',
    join(dir, 'm1.log'),
  ]);
  await once(child, 'spawn');
  return { child, ended: once(child, 'exit') };
}

describe.runIf(process.platform === 'linux')('a guarded directory', () => {
  let parent: string;
  beforeAll(async () => {
    parent = await mkdtemp(join(tmpdir(), 'rollcall-guard-test-'));
  });
  afterAll(() => rm(parent, { recursive: true }));

  it('goes with the daemons that log there, and with no others', async () => {
    const guarded = await makeGuardedDir();
    const ours = await pretendDaemon(guarded.path);
    const other = await pretendDaemon(`${guarded.path}-beside`);
    await guarded.release();
    expect(await ours.ended).toEqual([null, 'SIGKILL']);
    expect(await exists(guarded.path)).toBe(false);
    expect(other.child.exitCode).toBeNull();
    expect(other.child.signalCode).toBeNull();
    other.child.kill();
    await guarded.release();
  });

  it('goes when the process that made it is killed', async () => {
    const path = join(parent, 'of-killed');
    const module = join(import.meta.dirname, 'guarded-dir.ts');
    const script = `const { makeGuardedDir } = await import(${JSON.stringify(module)});
      await makeGuardedDir(${JSON.stringify(path)}); console.log('made'); setInterval(() => {}, 1000);`;
    const maker = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(maker.stdout, 'data');
    expect(await exists(path)).toBe(true);
    maker.kill('SIGKILL');
    await expect.poll(() => exists(path), { timeout: 10_000 }).toBe(false);
  });

  it('takes an empty one that was asked for, and no other', async () => {
    await writeFile(join(parent, 'mine'), '');
    await expect(makeGuardedDir(parent)).rejects.toThrow('not empty');
    expect(await exists(join(parent, 'mine'))).toBe(true);
  });
});
