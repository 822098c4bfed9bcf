/** A built page as vite leaves it, in a temporary directory: small, but with everything that is served differently. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

export const PAGE = '<!doctype html><title>Rollcall</title>';
export const SCRIPT = 'export const answer = 42;'.repeat(100);
/** Lies beside the built page, not in it. */
export const SECRET = 'not to be served';

export type Dist = { dir: string; remove(): Promise<void> };

export async function makeDist(): Promise<Dist> {
  const root = await mkdtemp(join(tmpdir(), 'rollcall-dist-'));
  const dir = join(root, 'dist');
  await mkdir(join(dir, 'assets'), { recursive: true });
  const write = async (name: string, text: string): Promise<void> => {
    await writeFile(join(dir, name), text);
    await writeFile(join(dir, `${name}.br`), brotliCompressSync(text));
    await writeFile(join(dir, `${name}.gz`), gzipSync(text));
  };
  await write('index.html', PAGE);
  await write('assets/app-4f2a.js', SCRIPT);
  await writeFile(join(dir, 'assets/font-77ab.woff2'), 'woff2');
  await writeFile(join(dir, 'icon.svg'), '<svg/>');
  await writeFile(join(root, 'secret.txt'), SECRET);
  return { dir, remove: () => rm(root, { recursive: true }) };
}
