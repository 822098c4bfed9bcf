/** A disk of its own that a test can fill, and make read-only: a tmpfs, for which it takes root on Linux. */
import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export type SmallDisk = {
  readonly path: string;
  /** Until not a byte more can be written. */
  fill(): Promise<void>;
  /** Takes away what filled it. */
  free(): Promise<void>;
  /** Refused while a file on it is open for writing. */
  setReadOnly(readOnly: boolean): Promise<void>;
  close(): Promise<void>;
};

const SIZE_BYTES = 24 * 1024 * 1024;
const FILLER = 'filler';

export async function mountSmallDisk(): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'rollcall-disk-'));
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${SIZE_BYTES},mode=700`, 'rollcall-test', path]);
  } catch (error) {
    await rmdir(path);
    throw error;
  }
  const filler = join(path, FILLER);
  return {
    path,
    async fill() {
      // Large pieces first, then what is left between them.
      for (const bytes of [1024 * 1024, 4096, 1]) {
        const piece = Buffer.alloc(bytes);
        while (await fits(filler, piece));
      }
    },
    free: () => rm(filler, { force: true }),
    async setReadOnly(readOnly) {
      await run('mount', ['-o', `remount,${readOnly ? 'ro' : 'rw'}`, path]);
    },
    async close() {
      await run('umount', [path]);
      await rmdir(path);
    },
  };
}

async function fits(file: string, piece: Buffer): Promise<boolean> {
  try {
    await appendFile(file, piece);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return false;
    throw error;
  }
}

/** Why there can be none here, in words for whoever reads why a test was skipped; undefined when there can. */
export async function whyNoSmallDisk(): Promise<string | undefined> {
  try {
    const disk = await mountSmallDisk();
    await disk.close();
    return undefined;
  } catch (error) {
    return `no file system can be mounted here: ${error instanceof Error ? error.message.trim() : String(error)}`;
  }
}
