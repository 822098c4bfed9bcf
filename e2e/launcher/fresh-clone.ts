import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');

/** A directory with what a fresh clone has: the tracked files as they are now, and nothing installed or built. */
export async function freshClone(): Promise<{ path: string; remove(): Promise<void> }> {
  await mkdir(join(ROOT, '.cache'), { recursive: true });
  const path = await mkdtemp(join(ROOT, '.cache/clone-'));
  const { stdout } = await promisify(execFile)('git', ['ls-files', '-z'], { cwd: ROOT });
  const files = stdout.split('\0').filter((file) => file !== '' && existsSync(join(ROOT, file)));
  for (const file of files) {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await copyFile(join(ROOT, file), join(path, file));
  }
  return { path, remove: () => rm(path, { recursive: true, force: true }) };
}
