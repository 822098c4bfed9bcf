import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath, pathToFileURL } from 'node:url';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'];
const FOLLOW_PARENT = pathToFileURL(fileURLToPath(new URL('follow-parent.mjs', import.meta.url))).href;

/**
 * Starts a program on that Node, with this one's output. It has a process group of its own, so that Ctrl-C
 * reaches it once, through us, and not a second time from the terminal; and it ends when we end, however we do. SIGUSR1
 * would have it open its inspector to whoever is on this machine, and with it all that is in its memory.
 *
 * @param {string} node path of the executable
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, input?: boolean }} place `input`: whether it reads ours
 */
export function startNode(node, args, { cwd, env, input = false }) {
  return spawn(node, ['--disable-sigusr1', '--import', FOLLOW_PARENT, ...args], {
    cwd,
    env,
    stdio: [input ? 'inherit' : 'ignore', 'inherit', 'inherit', 'ipc'],
    detached: process.platform !== 'win32',
  });
}

/**
 * Forwards signals to the programs until all have ended.
 *
 * @param {import('node:child_process').ChildProcess[]} children
 * @returns {Promise<number>} the exit code of the one that ended first; the others are asked to end then
 */
export async function superviseAll(children) {
  const forward = (signal) => {
    for (const child of children) child.kill(signal);
  };
  for (const signal of SIGNALS) process.on(signal, forward);
  const endings = children.map(ending);
  const exitCode = await Promise.race(endings);
  forward('SIGTERM');
  await Promise.all(endings);
  for (const signal of SIGNALS) process.removeListener(signal, forward);
  return exitCode;
}

function ending(child) {
  return new Promise((resolve) => {
    child.on('error', () => resolve(1));
    child.on('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}
