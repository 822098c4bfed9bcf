import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { step } from './progress.mjs';
import { npm } from './quietly.mjs';

/**
 * Installs the dependencies unless they are there already.
 *
 * @param {string} root the package's directory
 * @param {'production' | 'full'} extent `full` has what tests and checks need too, and so all of `production`
 * @param {NodeJS.ProcessEnv} env
 */
export async function ensureDependencies(root, extent, env) {
  if (isInstalled(root, extent)) return;
  const title = extent === 'full' ? 'installing all dependencies' : 'installing dependencies';
  const args = extent === 'full' ? ['ci', '--include=dev'] : ['ci', '--omit=dev'];
  // npm makes optional packages of other platforms no matter, but NODE_ENV=production would leave out half.
  await step(title, () => npm('install the dependencies', args, { cwd: root, env }));
}

/**
 * Whether npm's own record of what it installed has everything of the lockfile in the right version. npm writes that
 * record last, so an interrupted installation has none, and one made by hand counts too.
 */
function isInstalled(root, extent) {
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const present = packagesOf(join(root, 'node_modules', '.package-lock.json'));
  if (wanted === undefined || present === undefined) return false;
  return Object.entries(wanted).every(([path, entry]) => {
    const isDue = path !== '' && !entry.optional && !entry.devOptional && (extent === 'full' || !entry.dev);
    return !isDue || present[path]?.version === entry.version;
  });
}

function packagesOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8')).packages;
  } catch {
    return undefined;
  }
}
