import { spawn } from 'node:child_process';
import { LaunchError } from './progress.mjs';

/** What the output of npm and of the system says about a failure, and what to do then. */
const CAUSES = [
  [/ENOSPC|no space left/i, 'the disk is full', 'free some space and start again'],
  [
    /EROFS|read-only file system/i,
    'the directory is read-only',
    'install Rollcall where this user may write',
  ],
  [/EACCES|EPERM|permission denied/i, 'permission was denied', 'run as the owner of the directory'],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/,
    'the npm registry is out of reach',
    'check the network (and the proxy and registry settings of npm) and start again',
  ],
  [
    /EINTEGRITY|EBADCHECKSUM/,
    'the registry delivered something else than was expected',
    'do not use it; try another registry',
  ],
  [
    /E404|ETARGET/,
    'the registry does not have the package',
    'try another registry, such as https://registry.npmjs.org',
  ],
];

/** Patient enough for a stumble of the network, and not for minutes without one. */
const NPM_FLAGS = [
  '--no-audit',
  '--no-fund',
  '--no-update-notifier',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
];

/**
 * Runs npm with its output kept back until it fails.
 *
 * @param {string} aim what it is run for: `install the dependencies`
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} place
 */
export async function npm(aim, args, place) {
  // On Windows npm is a batch file, which only a shell can run; no argument here has a blank in it.
  await quietly(aim, 'npm', [...args, ...NPM_FLAGS], { ...place, shell: process.platform === 'win32' });
}

/**
 * Runs a program with its output kept back until it fails.
 *
 * @param {string} aim what it is run for
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv, shell?: boolean }} options
 * @throws {LaunchError}
 */
export async function quietly(aim, program, args, options) {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const keep = (chunk) => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const stop = (signal) => child.kill(signal);
  process.once('SIGINT', stop).once('SIGTERM', stop);
  const ended = await new Promise((resolve) => {
    child.on('error', (error) => resolve(error));
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  process.removeListener('SIGINT', stop).removeListener('SIGTERM', stop);
  if (ended === 0) return;
  if (ended instanceof Error)
    throw new LaunchError(`can't ${aim}: ${program} was not found`, `install ${program}`);
  if (ended === 'SIGINT' || ended === 'SIGTERM')
    throw new LaunchError(`stopped by ${ended}`, 'start again to go on');
  throw explain(aim, output);
}

/**
 * @param {string} aim
 * @param {string} output
 */
function explain(aim, output) {
  const cause = CAUSES.find(([pattern]) => pattern.test(output));
  if (cause === undefined) return new LaunchError(`can't ${aim}`, 'see the output above', output);
  return new LaunchError(`can't ${aim}: ${cause[1]}`, cause[2]);
}

/**
 * Does work on files, with the system's refusals as errors that can be acted on.
 *
 * @template T
 * @param {string} aim
 * @param {() => T} work
 * @returns {T}
 */
export function onDisk(aim, work) {
  try {
    return work();
  } catch (error) {
    throw explain(aim, String(error));
  }
}
