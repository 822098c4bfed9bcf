/** `npm run sbom [DIRECTORY]`: writes bills of materials, of what ships and of everything. Started by launch.mjs. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { ROOT } from './run/program.ts';
import { gapsIn, readBom, shippedOf } from './supply/bom.ts';
import { readLock } from './supply/lock.ts';
import { npm } from './supply/npm.ts';

const directory = resolve(process.argv[2] ?? join(ROOT, 'sbom'));
const packages = readLock(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
// The lock file has every platform, and reading it takes no network.
const args = [
  'sbom',
  '--sbom-format=cyclonedx',
  '--sbom-type=application',
  '--package-lock-only',
  '--offline',
];
const all = readBom(await npm(args), 'rollcall');
const shipped = packages.filter(({ ships }) => ships);

await mkdir(directory, { recursive: true });
for (const [file, bom, expected] of [
  ['rollcall.cdx.json', shippedOf(all, packages), shipped],
  ['rollcall-development.cdx.json', all, packages],
] as const) {
  const gaps = gapsIn(bom, expected);
  for (const gap of gaps) process.stderr.write(`FAILED: ${file}: ${gap}\n`);
  if (gaps.length > 0) {
    process.exitCode = 1;
    continue;
  }
  await writeFile(join(directory, file), `${JSON.stringify(bom, null, 2)}\n`);
  process.stdout.write(`${join(directory, file)}: ${bom.components.length} components\n`);
}
