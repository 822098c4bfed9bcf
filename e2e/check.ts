/** `npm run check`: what can be said about the code without running it. Started by launch.mjs. */
import {
  dependencyBin,
  formatElapsed,
  heading,
  ROOT,
  run,
  SKIPPED,
  untilInterrupted,
} from './run/program.ts';
import { formatTotals } from './run/totals.ts';

/** Each step's title and command; all are run, whatever the earlier ones said. */
const STEPS: readonly (readonly [title: string, program: string, args: readonly string[]])[] = [
  ['types', dependencyBin('tsc'), ['-b']],
  ['lint and import boundaries', dependencyBin('oxlint'), []],
  ['format', dependencyBin('oxfmt'), ['--check']],
  ['unused files, exports and dependencies', dependencyBin('knip'), []],
  ['licences of dependencies', process.execPath, [`${ROOT}/e2e/licences.ts`]],
  ['known advisories', process.execPath, [`${ROOT}/e2e/advisories.ts`]],
  ['bill of materials', process.execPath, [`${ROOT}/e2e/sbom.ts`, `${ROOT}/.cache/sbom`]],
  ['build', process.execPath, [`${ROOT}/launch.mjs`, 'build']],
  ['size of the first page', dependencyBin('size-limit'), []],
];

const signal = untilInterrupted();
const failed: string[] = [];
const skipped: string[] = [];
for (const [title, program, args] of STEPS) {
  heading(title);
  const startedMs = performance.now();
  const exitCode = signal.aborted ? 1 : await run(program, args, { signal });
  if (exitCode === SKIPPED) skipped.push(title);
  else if (exitCode !== 0) failed.push(title);
  const outcome = exitCode === 0 ? 'passed' : exitCode === SKIPPED ? 'skipped' : 'FAILED';
  process.stdout.write(`--- ${title}: ${outcome} (${formatElapsed(startedMs)})\n`);
}

if (failed.length > 0) process.stdout.write(`\nFAILED: ${failed.join('; ')}\n`);
const totals = {
  passed: STEPS.length - failed.length - skipped.length,
  failed: failed.length,
  skipped: skipped.length,
};
process.stdout.write(`\n${formatTotals(totals)}\n`);
process.exitCode = failed.length > 0 ? 1 : 0;
