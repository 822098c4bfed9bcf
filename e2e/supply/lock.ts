/** What the lock file says of each package, for every platform; no network and no installation is needed. */
import * as z from 'zod/mini';

export type LockedPackage = {
  name: string;
  version: string;
  /** As the package says it, in the words of SPDX; null: it says nothing. */
  licence: string | null;
  /** Where it is installed, below the package's directory. */
  paths: string[];
  /** Whether it is installed where Rollcall runs, on some platform; else it is for developing alone. */
  ships: boolean;
};

const Lock = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.optional(z.string()),
      license: z.optional(z.string()),
      dev: z.optional(z.boolean()),
    }),
  ),
});

/** Every package once for each of its versions; it ships if it does in any place. */
export function readLock(text: string): LockedPackage[] {
  const found = new Map<string, LockedPackage>();
  for (const [path, { version = '', license, dev }] of Object.entries(
    Lock.parse(JSON.parse(text)).packages,
  )) {
    // The package itself.
    if (path === '') continue;
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const key = `${name}@${version}`;
    const earlier = found.get(key);
    const ships = dev !== true || earlier?.ships === true;
    const paths = [...(earlier?.paths ?? []), path];
    found.set(key, { name, version, licence: license ?? null, paths, ships });
  }
  return [...found.values()];
}
