import { mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, type Found } from './software.ts';

/** Where the unpacked releases are kept between runs, each in a directory named after its version. */
const INCUS_CACHE = join(import.meta.dirname, '../../.cache/incus');

const RELEASE = 'bookworm';
const KEYRING = '/usr/share/keyrings/debian-archive-keyring.gpg';
const MIRROR = 'http://deb.debian.org/debian';

/** Incus, and what it needs that a minimal Debian lacks: its database, the libraries and tools that it looks for when
 *  it starts. Named one by one, so that what is unpacked does not depend on what is installed here. */
const PACKAGES = [
  ['incus-base', 'incus-client', 'libcowsql0', 'libraft0', 'libuv1', 'libsqlite3-0', 'liblxc1'],
  ['attr', 'rsync', 'libpopt0', 'libxxhash0', 'uidmap', 'xz-utils'],
  ['squashfs-tools', 'liblzo2-2', 'squashfs-tools-ng', 'libsquashfs1'],
  ['nftables', 'libnftables1', 'libnftnl11', 'libmnl0', 'libjansson4', 'libedit2', 'libbsd0'],
].flat();

/** The directory of an unpacked Incus: the newest that was fetched before, otherwise fetched now from Debian's
 *  backports with an apt configuration of its own. Installs nothing and leaves the system's apt as it is. */
export async function unpackedIncus(cache = INCUS_CACHE): Promise<Found<{ dir: string }>> {
  const known = await newest(cache);
  if (known !== undefined) return { dir: join(cache, known) };
  const osRelease = await readFile('/etc/os-release', 'utf8').catch(() => '');
  if (!osRelease.includes(`VERSION_CODENAME=${RELEASE}`)) {
    return {
      missing: `Incus is fetched from Debian's ${RELEASE}-backports, and this is no Debian ${RELEASE}`,
    };
  }
  try {
    return { dir: await fetchIncus(cache) };
  } catch (error) {
    return {
      missing: `Incus could not be fetched: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

async function newest(cache: string): Promise<string | undefined> {
  const names = await readdir(cache).catch(() => []);
  // The hidden ones are being fetched, or were when their run was killed.
  const versions = names.filter((name) => !name.startsWith('.'));
  return versions.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1);
}

async function fetchIncus(cache: string): Promise<string> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, '.fetching-'));
  try {
    const apt = await privateApt(work);
    await run(['apt-get', ...apt, 'update'], process.env);
    await run(['apt-get', ...apt, '-t', `${RELEASE}-backports`, 'download', ...PACKAGES], process.env, {
      cwd: work,
    });
    const archives = (await readdir(work)).filter((name) => name.endsWith('.deb'));
    const root = join(work, 'root');
    for (const archive of archives) await run(['dpkg', '-x', join(work, archive), root], process.env);
    const target = join(cache, versionAmong(archives));
    // Only a complete one gets its name. Two runs at once: the second finds it there, and uses it.
    await rename(root, target).catch(async (error: unknown) => {
      if ((await newest(cache)) === undefined) throw error;
    });
    return target;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Options that give apt sources, lists, cache and status of its own, all below `dir`. */
async function privateApt(dir: string): Promise<string[]> {
  const sources = join(dir, 'sources.list');
  const suites = [RELEASE, `${RELEASE}-backports`];
  await writeFile(
    sources,
    suites.map((suite) => `deb [signed-by=${KEYRING}] ${MIRROR} ${suite} main\n`).join(''),
  );
  await writeFile(join(dir, 'status'), '');
  await mkdir(join(dir, 'lists/partial'), { recursive: true });
  await mkdir(join(dir, 'cache/archives/partial'), { recursive: true });
  const settings = {
    'Dir::Etc::sourcelist': sources,
    'Dir::Etc::sourceparts': '-',
    'Dir::State::lists': join(dir, 'lists'),
    'Dir::State::status': join(dir, 'status'),
    'Dir::Cache': join(dir, 'cache'),
    // The system's apt user may not be able to write here.
    'APT::Sandbox::User': 'root',
    'APT::Update::Error-Mode': 'any',
    'Acquire::Languages': 'none',
    'Acquire::Retries': '2',
    'Acquire::http::Timeout': '20',
  };
  return ['--quiet', ...Object.entries(settings).flatMap(([key, value]) => ['-o', `${key}=${value}`])];
}

/** `6.0.4-2+deb13u7~bpo12+1` from `incus-base_6.0.4-2+deb13u7~bpo12+1_amd64.deb`. */
function versionAmong(archives: readonly string[]): string {
  const version = archives.find((name) => name.startsWith('incus-base_'))?.split('_')[1];
  if (version === undefined) throw new Error('apt-get download brought no incus-base');
  return version;
}
