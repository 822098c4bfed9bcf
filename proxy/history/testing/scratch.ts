/** A directory for one test. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Scratch = { path(name: string): string; dispose(): Promise<void> };

export async function makeScratch(): Promise<Scratch> {
  const dir = await mkdtemp(join(tmpdir(), 'rollcall-history-'));
  return { path: (name) => join(dir, name), dispose: () => rm(dir, { recursive: true, force: true }) };
}
