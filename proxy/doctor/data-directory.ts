/** The directory for everything that is written: whether that can be done, and by whom. */
import { existsSync } from 'node:fs';
import { access, constants, mkdtemp, rmdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lockFile, takeLock } from '../history/lock.ts';
import { type Finding, about } from './finding.ts';
import { formatMode, modeOf } from './files.ts';

const ELSEWHERE = 'choose another with ROLLCALL_DATA or data in rollcall.yaml';

/** `pid`: of this process. Leaves nothing behind, and makes nothing that was not there. */
export async function examineDataDirectory(dataDir: string, pid: number): Promise<Finding[]> {
  const here = about(dataDir);
  const kind = await kindOf(dataDir);
  if (kind === 'file') return [here.problem('data', 'it is a file, not a directory', ELSEWHERE)];
  if (kind === 'hidden')
    return [here.problem('data', "it can't be looked into", 'run this as the user that Rollcall runs as')];
  if (kind === 'missing') return [await missing(dataDir)];
  const code = await codeOfWriting(dataDir);
  if (code !== null) {
    const remedy = `give it to the user that Rollcall runs as (chown), and run this as that user; or ${ELSEWHERE}`;
    return [here.problem('data', `nothing can be written to it (${code})`, remedy)];
  }
  const mode = await modeOf(dataDir);
  const open = mode !== null && (mode & 0o022) !== 0;
  return [
    open
      ? here.warning('data', `others may write to it (mode ${formatMode(mode)})`, `chmod go-w ${dataDir}`)
      : here.ok('data', 'it can be written to'),
    lockOf(dataDir, pid),
  ];
}

type Kind = 'directory' | 'file' | 'missing' | 'hidden';

async function kindOf(path: string): Promise<Kind> {
  try {
    return (await stat(path)).isDirectory() ? 'directory' : 'file';
  } catch (error) {
    const code = codeOf(error);
    return code === 'ENOENT' ? 'missing' : code === 'ENOTDIR' ? 'file' : 'hidden';
  }
}

/** It is made by `rollcall start`, if that may. */
async function missing(dataDir: string): Promise<Finding> {
  const here = about(dataDir);
  let nearest = dirname(dataDir);
  while (!existsSync(nearest) && dirname(nearest) !== nearest) nearest = dirname(nearest);
  try {
    await access(nearest, constants.W_OK | constants.X_OK);
    return here.note('data', 'it is not there yet; start makes it', null);
  } catch (error) {
    const remedy = `make it, for the user that Rollcall runs as; or ${ELSEWHERE}`;
    return here.problem(
      'data',
      `it is not there, and ${nearest} can't be written to (${codeOf(error)})`,
      remedy,
    );
  }
}

/** By writing: a file system that is mounted read-only, or has no room, gives no sign before. */
async function codeOfWriting(dataDir: string): Promise<string | null> {
  try {
    await rmdir(await mkdtemp(join(dataDir, '.rollcall-doctor-')));
    return null;
  } catch (error) {
    return codeOf(error);
  }
}

/** The lock is taken for a moment, where there has been one before: a file of ours would be in the way of another user's. */
function lockOf(dataDir: string, pid: number): Finding {
  const here = about(dataDir);
  if (!existsSync(lockFile(dataDir))) return here.ok('lock', 'no Rollcall uses it');
  const lock = takeLock(dataDir, pid);
  if (lock.ok) {
    lock.value.release();
    return here.ok('lock', 'no Rollcall uses it now');
  }
  if (lock.error.kind === 'held') {
    return here.note('lock', `Rollcall is running: process ${lock.error.pid} uses it`, null, {
      pid: lock.error.pid,
    });
  }
  const remedy = `see that ${lockFile(dataDir)} belongs to the user that Rollcall runs as`;
  return here.warning('lock', `it can't be locked against a second Rollcall: ${lock.error.message}`, remedy);
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown error';
