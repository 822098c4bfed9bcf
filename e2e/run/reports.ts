import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { Totals } from './totals.ts';

const VitestReport = z.object({
  numPassedTests: z.int(),
  numFailedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({ status: z.string(), assertionResults: z.array(z.object({ status: z.string() })) }),
  ),
});

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  errors: z.array(z.unknown()),
});

/** Counts vitest's JSON report. A file that fails outside its tests (it can't be loaded, a hook throws) counts as one
 *  failed test: vitest itself counts none. */
export function countVitest(json: unknown): Totals {
  const report = VitestReport.parse(json);
  const failedFiles = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + failedFiles.length,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** Counts Playwright's JSON report. A test that passes only at times has failed. */
export function countPlaywright(json: unknown): Totals {
  const { stats, errors } = PlaywrightReport.parse(json);
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + errors.length,
    skipped: stats.skipped,
  };
}

/** The counts of a report file; `null` when there is none or it is cut off. */
export async function readReport(path: string, count: (json: unknown) => Totals): Promise<Totals | null> {
  try {
    return count(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
