import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** What tests need beyond npm packages. */
export type Need = 'lxd' | 'pylxd' | 'chromium' | 'nginx' | 'haproxy' | 'caddy';

type Requirement = {
  /** In the words of the operator. */
  title: string;
  debianPackages: readonly string[];
  /** What the packages would have started with the machine from now on: the tests have no use for it. */
  services?: readonly string[];
  isPresent(): Promise<boolean>;
};

const REQUIREMENTS: Record<Need, Requirement> = {
  lxd: {
    title: 'LXD',
    debianPackages: ['lxd', 'lxd-client'],
    isPresent: async () => inPath('lxd') && inPath('lxc'),
  },
  pylxd: {
    title: 'pylxd',
    debianPackages: ['python3-pylxd'],
    // Debian's own Python: another one first in PATH would not see Debian's packages.
    isPresent: () => succeeds('/usr/bin/python3', ['-c', 'import pylxd']),
  },
  chromium: {
    title: 'Chromium',
    debianPackages: ['chromium'],
    isPresent: async () =>
      process.env['ROLLCALL_CHROMIUM'] !== undefined || inPath('chromium') || (await hasPlaywrightBrowser()),
  },
  nginx: {
    title: 'nginx',
    debianPackages: ['nginx-light'],
    services: ['nginx'],
    isPresent: async () => inPath('nginx'),
  },
  haproxy: {
    title: 'HAProxy',
    debianPackages: ['haproxy'],
    services: ['haproxy'],
    isPresent: async () => inPath('haproxy'),
  },
  caddy: {
    title: 'Caddy',
    debianPackages: ['caddy'],
    services: ['caddy'],
    isPresent: async () => inPath('caddy'),
  },
};

export type Prepared = {
  /** What the tests have to do without, and why. */
  missing: ReadonlyMap<Need, string>;
  /** Packages that this machine should have taken and did not: a failure, unlike a machine that can't. */
  failures: string[];
};

/** Installs what is missing where that can be done (root on Debian or Ubuntu); elsewhere says how to, and what is
 *  skipped without it. No daemon of an installed package is started. */
export async function preparePackages(
  needs: readonly Need[],
  say: (line: string) => void,
): Promise<Prepared> {
  const missing = await missingOf(needs);
  if (missing.length === 0) return { missing: new Map(), failures: [] };
  const packages = missing.flatMap((need) => REQUIREMENTS[need].debianPackages);
  const command = `apt-get install --no-install-recommends ${packages.join(' ')}`;
  if (!(await canInstall())) {
    say(`Not everything is installed that the tests can use. On Debian: sudo ${command}`);
    return { missing: withReason(missing, 'is not installed'), failures: [] };
  }
  say(`Installing ${packages.join(', ')} (${command})`);
  const trouble = await install(packages);
  await disable(missing.flatMap((need) => REQUIREMENTS[need].services ?? []));
  const stillMissing = withReason(await missingOf(missing), 'could not be installed');
  const failure = `apt-get could not install ${packages.join(', ')}: ${trouble ?? 'it installed something else'}`;
  return { missing: stillMissing, failures: stillMissing.size === 0 ? [] : [failure] };
}

/** The variables by which tests are told what to skip: `ROLLCALL_SKIP_LXD=LXD is not installed`, and likewise
 *  ROLLCALL_SKIP_PYLXD, ROLLCALL_SKIP_CHROMIUM, ROLLCALL_SKIP_NGINX and so on. */
export function skipEnvironment(missing: ReadonlyMap<Need, string>): Record<string, string> {
  return Object.fromEntries(
    Array.from(missing, ([need, reason]) => [`ROLLCALL_SKIP_${need.toUpperCase()}`, reason]),
  );
}

function withReason(missing: readonly Need[], why: string): Map<Need, string> {
  return new Map(missing.map((need) => [need, `${REQUIREMENTS[need].title} ${why}`]));
}

async function missingOf(needs: readonly Need[]): Promise<Need[]> {
  const present = await Promise.all(needs.map((need) => REQUIREMENTS[need].isPresent()));
  return needs.filter((_need, index) => present[index] === false);
}

async function canInstall(): Promise<boolean> {
  if (process.getuid?.() !== 0 || !inPath('apt-get')) return false;
  const release = await readFile('/etc/os-release', 'utf8').catch(() => '');
  return /^ID(?:_LIKE)?="?.*\b(?:debian|ubuntu)\b/m.test(release);
}

/** Installs; gives apt's own words when it can't. The package lists are renewed only when they turn out too old. */
async function install(packages: readonly string[]): Promise<string | null> {
  return withoutStartingDaemons(async () => {
    const args = ['install', '--yes', '--no-install-recommends', ...packages];
    if ((await aptGet(args)) === null) return null;
    return (await aptGet(['update'])) ?? (await aptGet(args));
  });
}

/** Keeps services that came with a package just now from starting with the machine, where systemd is what starts them. */
async function disable(services: readonly string[]): Promise<void> {
  for (const service of services) await succeeds('systemctl', ['disable', '--quiet', service]);
}

async function aptGet(args: readonly string[]): Promise<string | null> {
  try {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await execute('apt-get', ['--quiet', ...args], { env, maxBuffer: 64 * 1024 * 1024 });
    return null;
  } catch (error) {
    const output = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    return output.trim().split('\n').at(-1) ?? '';
  }
}

const POLICY = '/usr/sbin/policy-rc.d';
const FORBID_ALL = '#!/bin/sh\n# Tests bring up daemons of their own.\nexit 101\n';

/** Debian's way to keep packages from starting their services; what was there before comes back afterwards. */
async function withoutStartingDaemons<T>(work: () => Promise<T>): Promise<T> {
  const saved = `${POLICY}.before-rollcall`;
  const hadPolicy = existsSync(POLICY);
  if (hadPolicy) await rename(POLICY, saved);
  try {
    await writeFile(POLICY, FORBID_ALL);
    await chmod(POLICY, 0o755);
    return await work();
  } finally {
    if (hadPolicy) await rename(saved, POLICY);
    else await rm(POLICY, { force: true });
  }
}

function inPath(program: string): boolean {
  // Daemons live in sbin, which is not in everyone's PATH.
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return directories.some((directory) => existsSync(join(directory, program)));
}

async function succeeds(program: string, args: readonly string[]): Promise<boolean> {
  try {
    await execute(program, args);
    return true;
  } catch {
    return false;
  }
}

async function hasPlaywrightBrowser(): Promise<boolean> {
  const { chromium } = await import('playwright');
  return existsSync(chromium.executablePath());
}
