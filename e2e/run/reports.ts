import { readFile } from 'node:fs/promises';
import { relative } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { z } from 'zod';
import { ROOT } from './program.ts';
import type { Totals } from './totals.ts';

/** What a test runner's report says. `failed` and `unsteady` name tests, each with where it is and, of a failed one,
 *  what it said first. */
export type Report = { totals: Totals; failed: readonly string[]; unsteady: readonly string[] };

const VitestReport = z.object({
  numPassedTests: z.int(),
  numPendingTests: z.int(),
  numTodoTests: z.int(),
  testResults: z.array(
    z.object({
      name: z.string(),
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({ fullName: z.string(), status: z.string(), failureMessages: z.array(z.string()) }),
      ),
    }),
  ),
});

const PlaywrightError = z.object({ message: z.string().optional() });

const PlaywrightSpec = z.object({
  file: z.string(),
  line: z.int(),
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.string(),
      results: z.array(z.object({ errors: z.array(PlaywrightError) })),
    }),
  ),
});

const PlaywrightSuite = z.object({
  specs: z.array(PlaywrightSpec),
  get suites() {
    return z.array(PlaywrightSuite).optional();
  },
});

const PlaywrightReport = z.object({
  stats: z.object({ expected: z.int(), unexpected: z.int(), flaky: z.int(), skipped: z.int() }),
  suites: z.array(PlaywrightSuite),
  errors: z.array(PlaywrightError),
});

/** Reads vitest's JSON report. A file that fails outside its tests (it can't be loaded, a hook throws) counts as one
 *  failed test: vitest itself counts none. A test that passed when it was run once more bears what it said at first. */
export function readVitest(json: unknown): Report {
  const report = VitestReport.parse(json);
  const failed: string[] = [];
  const unsteady: string[] = [];
  for (const { name, status, message, assertionResults } of report.testResults) {
    const file = relative(ROOT, name);
    if (status === 'failed' && assertionResults.every((test) => test.status !== 'failed')) {
      failed.push(describe(file, message));
    }
    for (const { fullName, status: outcome, failureMessages } of assertionResults) {
      const text = describe(`${file}: ${fullName}`, failureMessages[0]);
      if (outcome === 'failed') failed.push(text);
      else if (outcome === 'passed' && failureMessages.length > 0) unsteady.push(text);
    }
  }
  return {
    totals: {
      passed: report.numPassedTests,
      failed: failed.length,
      skipped: report.numPendingTests + report.numTodoTests,
    },
    failed,
    unsteady,
  };
}

/** Reads Playwright's JSON report. A test that passed when it was run once more has passed, and is named. */
export function readPlaywright(json: unknown): Report {
  const { stats, suites, errors } = PlaywrightReport.parse(json);
  const specs = suites.flatMap(specsOf);
  const failed = errors.map(({ message }) => describe('browser tests', message));
  const unsteady: string[] = [];
  for (const { file, line, title, tests } of specs) {
    for (const { status, results } of tests) {
      const text = describe(`${file}:${line}: ${title}`, results[0]?.errors[0]?.message);
      if (status === 'unexpected') failed.push(text);
      else if (status === 'flaky') unsteady.push(text);
    }
  }
  return {
    totals: {
      passed: stats.expected + stats.flaky,
      failed: stats.unexpected + errors.length,
      skipped: stats.skipped,
    },
    failed,
    unsteady,
  };
}

function specsOf(suite: z.infer<typeof PlaywrightSuite>): z.infer<typeof PlaywrightSpec>[] {
  return [...suite.specs, ...(suite.suites ?? []).flatMap(specsOf)];
}

/** As long as a line of a log should be. */
const LONGEST_SAYING = 400;

/** A test and what it said, in one line. */
function describe(test: string, message = ''): string {
  const saying = stripVTControlCharacters(message).replaceAll(/\s+/g, ' ').trim();
  return saying === '' ? test : `${test}: ${saying.slice(0, LONGEST_SAYING)}`;
}

/** The report in a file; `null` when there is none or it is cut off. */
export async function readReport(path: string, read: (json: unknown) => Report): Promise<Report | null> {
  try {
    return read(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}
