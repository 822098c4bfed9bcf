import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

export type GuardedDir = {
  path: string;
  /** Kills the daemons that keep their files here, removes it, and resolves when that is done. */
  release(): Promise<void>;
};

const GUARD = join(import.meta.dirname, 'guard.ts');

/** An empty directory with a guard: a process that releases it when this one ends, however it ends. The kernel's own
 *  means, a death signal, does not do: a daemon that is removed from its cluster replaces itself by exec() and loses it. */
export async function makeGuardedDir(explicit?: string): Promise<GuardedDir> {
  const path = await makeEmptyDir(explicit);
  // It learns of our end by the end of its input. A process group of its own keeps Ctrl-C from it.
  const guard = spawn(process.execPath, [GUARD, path], {
    stdio: ['pipe', 'inherit', 'inherit'],
    detached: true,
  });
  const ended = once(guard, 'exit');
  await once(guard, 'spawn');
  return {
    path,
    async release() {
      guard.stdin.end();
      await ended;
    },
  };
}

async function makeEmptyDir(explicit?: string): Promise<string> {
  if (explicit === undefined) return mkdtemp(join(tmpdir(), 'rollcall-cluster-'));
  const path = resolve(explicit);
  await mkdir(path, { recursive: true });
  // It will be removed with everything in it.
  if ((await readdir(path)).length > 0) throw new Error(`${path} is not empty`);
  return path;
}
