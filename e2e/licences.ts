/** `npm run licences`: the licence of every dependency; fails on one that is not on the list. Started by launch.mjs. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from './run/program.ts';
import { listLicences, objectionTo } from './supply/licences.ts';
import { readLock } from './supply/lock.ts';

const packages = readLock(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
for (const line of listLicences(packages)) process.stdout.write(`${line}\n`);
for (const each of packages) {
  const objection = objectionTo(each);
  if (objection === null) continue;
  process.stderr.write(`FAILED: ${each.name}@${each.version}: ${objection}, see e2e/supply/licences.ts\n`);
  process.exitCode = 1;
}
