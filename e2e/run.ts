/** `npm test`: everything, or the phases and filters named on the command line. Started by launch.mjs. */
import { type Need, preparePackages, skipEnvironment } from './packages.ts';
import { type Phase, PHASES } from './run/phases.ts';
import { formatElapsed, heading, ROOT, run, untilInterrupted } from './run/program.ts';
import { add, formatTotals, judge, NONE, type Totals } from './run/totals.ts';

/** Far beyond what any takes where nothing hangs: browser tests have been seen to take 20 to 40 min on two cores. */
const LONGEST_PHASE_MS = 60 * 60_000;
const ONE_FAILED: Totals = { ...NONE, failed: 1 };

const [first, ...rest] = process.argv.slice(2);
const chosen = PHASES.find(({ name }) => name === first);

if (first !== undefined && chosen === undefined) {
  process.stderr.write(`There is no phase ${first}: use ${PHASES.map(({ name }) => name).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const totals = await runPhases(chosen === undefined ? PHASES : [chosen], rest);
  process.stdout.write(`\n${formatTotals(totals)}\n`);
  process.exitCode = totals.failed > 0 ? 1 : 0;
}

async function runPhases(phases: readonly Phase[], filters: readonly string[]): Promise<Totals> {
  const interrupted = untilInterrupted();
  const needs = new Set<Need>(phases.flatMap((phase) => phase.needs));
  const { missing, failures } = await preparePackages([...needs], (line) =>
    process.stdout.write(`${line}\n`),
  );
  for (const failure of failures) process.stdout.write(`FAILED: ${failure}\n`);
  for (const reason of missing.values()) process.stdout.write(`Some tests are skipped: ${reason}.\n`);

  const totals: Totals[] = failures.map(() => ONE_FAILED);
  if (phases.some(({ web }) => web)) totals.push(await buildWeb(interrupted));
  for (const phase of phases) {
    // What was not run because of an interruption must not look like a success.
    totals.push(interrupted.aborted ? ONE_FAILED : await runPhase(phase, filters, missing, interrupted));
  }
  return add(totals);
}

async function runPhase(
  phase: Phase,
  filters: readonly string[],
  missing: ReadonlyMap<Need, string>,
  interrupted: AbortSignal,
): Promise<Totals> {
  heading(phase.title);
  const startedMs = performance.now();
  if (phase.cannotDoWithout !== undefined && missing.has(phase.cannotDoWithout)) {
    process.stdout.write(`--- ${phase.title}: skipped, ${missing.get(phase.cannotDoWithout)}\n`);
    return { ...NONE, skipped: 1 };
  }
  const signal = AbortSignal.any([interrupted, AbortSignal.timeout(LONGEST_PHASE_MS)]);
  const ending = await phase.run(filters, { env: skipEnvironment(missing), signal });
  const { totals, failed, unsteady } = judge(ending, missing.size > 0);
  for (const what of failed) process.stdout.write(`FAILED: ${phase.title}: ${what}\n`);
  for (const what of unsteady)
    process.stdout.write(`UNSTEADY: ${phase.title}: passed when run again: ${what}\n`);
  process.stdout.write(`--- ${phase.title}: ${formatTotals(totals)} (${formatElapsed(startedMs)})\n`);
  return totals;
}

/** A build that fails is one failure; tests of the pages go on and say more. */
async function buildWeb(signal: AbortSignal): Promise<Totals> {
  const exitCode = await run(process.execPath, [`${ROOT}/launch.mjs`, 'build'], { signal });
  return exitCode === 0 ? NONE : ONE_FAILED;
}
