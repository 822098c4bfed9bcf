import type { Report } from './reports.ts';

/** What became of tests (or of checks). */
export type Totals = { passed: number; failed: number; skipped: number };

export const NONE: Totals = { passed: 0, failed: 0, skipped: 0 };

export function add(all: readonly Totals[]): Totals {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + one.skipped,
    }),
    NONE,
  );
}

/** The line that everything ends with. */
export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** How a run of a test runner ended. `report` is `null` when it left none: it crashed, or was stopped. */
export type Ending = { exitCode: number; report: Report | null };

/** What became of a run, in which whatever went wrong without a failed test counts as one: a crash, a file that can't
 *  be loaded, nothing run at all. `maySkipAll`: the machine lacks something, and that was said. */
export function judge({ exitCode, report }: Ending, maySkipAll: boolean): Report {
  const { totals, failed, unsteady } = report ?? { totals: NONE, failed: [], unsteady: [] };
  const trouble = troubleOf(exitCode, report?.totals, maySkipAll);
  if (trouble === undefined) return { totals, failed, unsteady };
  return { totals: { ...totals, failed: totals.failed + 1 }, failed: [...failed, trouble], unsteady };
}

function troubleOf(exitCode: number, totals: Totals | undefined, maySkipAll: boolean): string | undefined {
  if (totals === undefined) return `it ended with code ${exitCode} and no report`;
  if (exitCode !== 0 && totals.failed === 0) return `it ended with code ${exitCode}`;
  const ranNothing = totals.passed + totals.failed === 0;
  if (ranNothing && !(maySkipAll && totals.skipped > 0)) return 'it ran no test';
  return undefined;
}
