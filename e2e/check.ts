/** `npm run check`: what can be said about the code without running it. Started by launch.mjs. */
import { dependencyBin, formatElapsed, heading, ROOT, run, untilInterrupted } from './run/program.ts';
import { formatTotals } from './run/totals.ts';

/** Each step's title and command; all are run, whatever the earlier ones said. */
const STEPS: readonly (readonly [title: string, program: string, args: readonly string[]])[] = [
  ['types', dependencyBin('tsc'), ['-b']],
  ['lint and import boundaries', dependencyBin('oxlint'), []],
  ['format', dependencyBin('oxfmt'), ['--check']],
  ['unused files, exports and dependencies', dependencyBin('knip'), []],
  ['build', process.execPath, [`${ROOT}/launch.mjs`, 'build']],
  ['size of the first page', dependencyBin('size-limit'), []],
];

const signal = untilInterrupted();
const failed: string[] = [];
for (const [title, program, args] of STEPS) {
  heading(title);
  const startedMs = performance.now();
  const exitCode = signal.aborted ? 1 : await run(program, args, { signal });
  if (exitCode !== 0) failed.push(title);
  process.stdout.write(
    `--- ${title}: ${exitCode === 0 ? 'passed' : 'FAILED'} (${formatElapsed(startedMs)})\n`,
  );
}

if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join('; ')}\n`);
const totals = { passed: STEPS.length - failed.length, failed: failed.length, skipped: 0 };
process.stdout.write(`\n${formatTotals(totals)}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
