/** Runs every benchmark, one after the other, and prints their reports as they stand in docs/performance.md. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/** So many rounds that all of it takes six to seven minutes; a benchmark run by itself takes more. */
const ROUNDS = [
  ['first-rows', 15],
  ['scroll', 1],
  ['timeline', 1],
  ['cached-reads', 3],
  ['upstream', 1],
  ['stream', 1],
  ['flood', 1],
] as const;

const { values } = parseArgs({ options: { lxd: { type: 'boolean' }, 'json-dir': { type: 'string' } } });
const jsonDir = values['json-dir'];

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));
let failed = 0;
for (const [name, rounds] of ROUNDS) {
  const args = [join(import.meta.dirname, `${name}.ts`), '--rounds', String(rounds)];
  if (values.lxd) args.push('--lxd');
  if (jsonDir !== undefined) args.push('--json', join(jsonDir, `${name}.json`));
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const ending = () => child.kill('SIGTERM');
  process.once('exit', ending);
  const [code] = await once(child, 'exit');
  process.off('exit', ending);
  if (code !== 0) failed += 1;
  process.stdout.write('\n');
}
process.exitCode = failed === 0 ? 0 : 1;
