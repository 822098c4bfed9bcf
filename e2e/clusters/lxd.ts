import type { TestCluster } from './cluster.ts';
import { whyNoDaemons } from './privilege.ts';
import { startReal, type RealOptions } from './real.ts';
import { run, type Found, type Software } from './software.ts';

/** The LXD that is installed here, if it can be used. */
export async function findLxd(): Promise<Found<Software>> {
  const reason = await whyNoDaemons();
  if (reason !== undefined) return { missing: reason };
  let version: string;
  try {
    version = (await run(['lxd', '--version'], process.env)).trim();
  } catch {
    return {
      missing: 'LXD is not installed (on Debian: apt-get install --no-install-recommends lxd lxd-client)',
    };
  }
  return {
    product: 'lxd',
    label: `LXD ${version}`,
    env: process.env,
    daemon: 'lxd',
    client: 'lxc',
    dirVariable: 'LXD_DIR',
    clientDirVariable: 'LXD_CONF',
    init: ['lxd', 'init', '--preseed'],
    trust: (certFile, name) => ['config', 'trust', 'add', certFile, '--name', name],
  };
}

/** Brings up a cluster of real LXD daemons; throws when LXD can't be used here (`findLxd` says why). */
export async function startLxd(options: RealOptions = {}): Promise<TestCluster> {
  const software = await findLxd();
  if ('missing' in software) throw new Error(software.missing);
  return startReal(software, options);
}
