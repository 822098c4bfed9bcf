/** Known advisories against what we use, where a registry answers; a grave one against what ships fails. Part of `npm run check`. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT, SKIPPED } from './run/program.ts';
import { isIntolerable, readAudit } from './supply/advisories.ts';
import { readLock } from './supply/lock.ts';
import { npm } from './supply/npm.ts';

const packages = readLock(await readFile(join(ROOT, 'package-lock.json'), 'utf8'));
// No waiting for a registry that is out of reach.
const report = readAudit(
  await npm(['audit', '--json', '--package-lock-only', '--fetch-retries=0', '--fetch-timeout=20000']),
  packages,
);

if ('unanswered' in report) {
  process.stdout.write(
    `Skipped: the registry does not say what advisories there are (${report.unanswered}).\n`,
  );
  process.exitCode = SKIPPED;
} else {
  for (const known of report.known) {
    const { name, severity, title, url, ships } = known;
    const fails = isIntolerable(known);
    const where = ships ? 'ships' : 'for developing alone';
    process.stdout.write(`${fails ? 'FAILED: ' : ''}${name} (${where}): ${severity}: ${title}, ${url}\n`);
    if (fails) process.exitCode = 1;
  }
  if (report.known.length === 0) process.stdout.write('No advisories are known.\n');
}
