import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNode, superviseAll } from './child.mjs';
import { ensureDependencies } from './dependencies.mjs';
import { ensureNode, environmentFor } from './node-runtime.mjs';
import { report } from './progress.mjs';
import { ensureWebBuild } from './web-build.mjs';

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Gets everything ready that a program of ours needs, and runs it.
 *
 * @param {object} plan
 * @param {'production' | 'full'} plan.dependencies
 * @param {boolean} plan.web whether the built pages are needed
 * @param {string[][]} plan.programs arguments for Node, each program a list; all run at once; may be empty
 * @param {boolean} [plan.input] whether they read what is typed or piped to us
 * @param {string} [plan.cwd] where they run; the package's directory unless said
 * @returns {Promise<number>} the exit code
 */
export async function launch({ dependencies, web, programs, input = false, cwd = ROOT }) {
  try {
    const node = await ensureNode(ROOT);
    const env = environmentFor(node);
    await ensureDependencies(ROOT, dependencies, env);
    if (web) await ensureWebBuild(ROOT, { node, env });
    if (programs.length === 0) return 0;
    return await superviseAll(programs.map((args) => startNode(node, args, { cwd, env, input })));
  } catch (error) {
    return report(error);
  }
}

/**
 * A file of the package, wherever the user stands.
 *
 * @param {string} path relative to the package's directory
 */
export function packageFile(path) {
  return `${ROOT}/${path}`;
}
