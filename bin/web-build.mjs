import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { onDisk, quietly } from './quietly.mjs';

/** Everything that the build is made of. */
const INPUTS = [
  'web',
  'proxy/wire',
  'index.html',
  'vite.config.ts',
  '.tsconfig.base.json',
  'package-lock.json',
];
const STAMP = '.inputs';

/**
 * Builds the web into dist/ unless what is there was built of the same inputs.
 *
 * @param {string} root the package's directory
 * @param {{ node: string, env: NodeJS.ProcessEnv }} runtime
 */
export async function ensureWebBuild(root, { node, env }) {
  const inputs = hashOf(root);
  const final = join(root, 'dist');
  if (readStamp(final) === inputs) return;
  await step('building the web pages', async () => {
    // Built beside its place and then moved there: a running server never sees half of a build.
    const temporary = join(root, `.cache/dist-${process.pid}`);
    try {
      const vite = join(root, 'node_modules/vite/bin/vite.js');
      const args = [vite, 'build', '--outDir', temporary, '--logLevel', 'warn'];
      // Whatever the surroundings say: a development build is three times as big.
      const production = { ...env, NODE_ENV: 'production' };
      await quietly('build the web pages', node, args, { cwd: root, env: production });
      onDisk('build the web pages', () => {
        writeFileSync(join(temporary, STAMP), inputs);
        rmSync(final, { recursive: true, force: true });
        renameSync(temporary, final);
      });
    } finally {
      rmSync(temporary, { recursive: true, force: true });
    }
  });
}

/** Hash over the names and contents of all inputs; tests are none. */
function hashOf(root) {
  const hash = createHash('sha256');
  for (const input of INPUTS) {
    for (const file of filesBelow(root, input))
      hash
        .update(`${file}\0`)
        .update(readFileSync(join(root, file)))
        .update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(root, path) {
  const stats = statSync(join(root, path), { throwIfNoEntry: false });
  if (stats === undefined || /\.test\.tsx?$/.test(path)) return [];
  if (!stats.isDirectory()) return [path];
  return readdirSync(join(root, path))
    .sort()
    .flatMap((name) => filesBelow(root, `${path}/${name}`));
}

function readStamp(dist) {
  try {
    return readFileSync(join(dist, STAMP), 'utf8');
  } catch {
    return undefined;
  }
}
