/** What a benchmark has started, so that nothing of it is left behind. */
import { rmSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Closable = { close(): Promise<unknown> };

export type Scope = {
  /** Takes care of the end of `resource`. */
  own<T extends Closable>(resource: T): T;
  /** A directory that goes with the scope. */
  directory(): Promise<string>;
};

/** Runs `work` and then closes what it owns, the latest first, also when it fails. */
export async function inScope<T>(work: (scope: Scope) => Promise<T>): Promise<T> {
  const owned: Closable[] = [];
  const own = <R extends Closable>(resource: R): R => {
    owned.push(resource);
    return resource;
  };
  try {
    return await work({
      own,
      async directory() {
        const path = await mkdtemp(join(tmpdir(), 'rollcall-bench-'));
        // A signal ends this process without another turn of its loop.
        const abandoned = () => rmSync(path, { recursive: true, force: true });
        process.once('exit', abandoned);
        own({
          async close() {
            process.off('exit', abandoned);
            await rm(path, { recursive: true, force: true });
          },
        });
        return path;
      },
    });
  } finally {
    for (const resource of owned.toReversed()) await resource.close();
  }
}
