import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestCluster } from './cluster.ts';
import { unpackedIncus } from './incus-packages.ts';
import { whyNoDaemons } from './privilege.ts';
import { startReal, type RealOptions } from './real.ts';
import { run, type Found, type Software } from './software.ts';

/** An Incus of our own, unpacked beside whatever is installed here. Fetches it the first time (about 20 MB). */
export async function findIncus(): Promise<Found<Software>> {
  const reason = await whyNoDaemons();
  if (reason !== undefined) return { missing: reason };
  const unpacked = await unpackedIncus();
  if ('missing' in unpacked) return unpacked;
  const env = await environmentOf(unpacked.dir);
  const daemon = join(unpacked.dir, 'usr/libexec/incus/incusd');
  const version = (await run([daemon, '--version'], env)).trim();
  return {
    product: 'incus',
    label: `Incus ${version}`,
    env,
    daemon,
    client: join(unpacked.dir, 'usr/bin/incus'),
    dirVariable: 'INCUS_DIR',
    clientDirVariable: 'INCUS_CONF',
    init: [join(unpacked.dir, 'usr/bin/incus'), 'admin', 'init', '--preseed'],
    trust: (certFile, name) => ['config', 'trust', 'add-certificate', certFile, '--name', name],
  };
}

/** Brings up a cluster of real Incus daemons; throws when Incus can't be used here (`findIncus` says why). */
export async function startIncus(options: RealOptions = {}): Promise<TestCluster> {
  const software = await findIncus();
  if ('missing' in software) throw new Error(software.missing);
  return startReal(software, options);
}

async function environmentOf(root: string): Promise<NodeJS.ProcessEnv> {
  const architecture = (await readdir(join(root, 'usr/lib'))).find((name) => name.includes('-linux-')) ?? '';
  const programs = ['usr/bin', 'usr/sbin', 'usr/libexec/incus', 'bin', 'sbin'].map((dir) => join(root, dir));
  const libraries = ['usr/lib', 'lib'].map((dir) => join(root, dir, architecture));
  return {
    ...process.env,
    PATH: [...programs, process.env.PATH].join(':'),
    LD_LIBRARY_PATH: libraries.join(':'),
  };
}
