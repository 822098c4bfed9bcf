import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './program.ts';
import { readPlaywright, readVitest } from './reports.ts';
import { add, formatTotals, judge } from './totals.ts';

const some = { passed: 3, failed: 0, skipped: 1 };
const nothing = { passed: 0, failed: 0, skipped: 0 };
const report = (totals = some) => ({ totals, failed: [], unsteady: [] });

test('totals add up, and read as one line', () => {
  expect(formatTotals(add([some, { passed: 1, failed: 2, skipped: 0 }]))).toBe(
    '4 passed, 2 failed, 1 skipped',
  );
  expect(formatTotals(add([]))).toBe('0 passed, 0 failed, 0 skipped');
});

test.each([
  ['a good run is taken as it is', { exitCode: 0, report: report() }, false, 0],
  ['failed tests are not counted twice', { exitCode: 1, report: report({ ...some, failed: 2 }) }, false, 2],
  ['a crash that left no report fails', { exitCode: 0, report: null }, false, 1],
  ['a bad end after good tests fails', { exitCode: 1, report: report() }, false, 1],
  ['a run of nothing fails', { exitCode: 0, report: report(nothing) }, false, 1],
  [
    'nothing found at all fails also where things are missing',
    { exitCode: 0, report: report(nothing) },
    true,
    1,
  ],
  ['all skipped fails', { exitCode: 0, report: report({ ...nothing, skipped: 9 }) }, false, 1],
  [
    'all skipped passes where that was announced',
    { exitCode: 0, report: report({ ...nothing, skipped: 9 }) },
    true,
    0,
  ],
])('%s', (_title, ending, maySkipAll, failed) => {
  expect(judge(ending, maySkipAll).totals.failed).toBe(failed);
});

test('what went wrong without a failed test is named like one', () => {
  expect(judge({ exitCode: 137, report: null }, false).failed).toEqual([
    'it ended with code 137 and no report',
  ]);
});

const passed = { fullName: 'adds', status: 'passed', failureMessages: [] };
const again = { fullName: 'divides', status: 'passed', failureMessages: ['too late'] };

test('a file that vitest could not load is a failure, though vitest counts no test of it', () => {
  const { totals, failed, unsteady } = readVitest({
    numPassedTests: 2,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { name: join(ROOT, 'web/a.test.ts'), status: 'passed', message: '', assertionResults: [passed, again] },
      {
        name: join(ROOT, 'web/b.test.ts'),
        status: 'failed',
        message: '',
        assertionResults: [
          passed,
          {
            fullName: 'subtracts',
            status: 'failed',
            failureMessages: ['\u001B[31mexpected 1\n  to be 2\u001B[39m'],
          },
        ],
      },
      {
        name: join(ROOT, 'web/c.test.ts'),
        status: 'failed',
        message: 'no such module',
        assertionResults: [],
      },
    ],
  });
  expect(totals).toEqual({ passed: 2, failed: 2, skipped: 2 });
  expect(failed).toEqual(['web/b.test.ts: subtracts: expected 1 to be 2', 'web/c.test.ts: no such module']);
  expect(unsteady).toEqual(['web/a.test.ts: divides: too late']);
});

test('a browser test that passed only when it was run again has passed and is named; a broken run has failed', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'wall.e2e.ts',
    line: 7,
    title,
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  });
  const { totals, failed, unsteady } = readPlaywright({
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
    suites: [
      {
        specs: [spec('is live', 'flaky', 'Timeout of 60000ms')],
        suites: [{ specs: [spec('is dark', 'unexpected', 'it is light'), spec('is wide', 'expected')] }],
      },
    ],
    errors: [{ message: 'no browser' }],
  });
  expect(totals).toEqual({ passed: 6, failed: 2, skipped: 2 });
  expect(failed).toEqual(['browser tests: no browser', 'wall.e2e.ts:7: is dark: it is light']);
  expect(unsteady).toEqual(['wall.e2e.ts:7: is live: Timeout of 60000ms']);
});
