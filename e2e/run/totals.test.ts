import { expect, test } from 'vitest';
import { countPlaywright, countVitest } from './reports.ts';
import { add, formatTotals, judge } from './totals.ts';

const some = { passed: 3, failed: 0, skipped: 1 };

test('totals add up, and read as one line', () => {
  expect(formatTotals(add([some, { passed: 1, failed: 2, skipped: 0 }]))).toBe(
    '4 passed, 2 failed, 1 skipped',
  );
  expect(formatTotals(add([]))).toBe('0 passed, 0 failed, 0 skipped');
});

test.each([
  ['a good run is taken as it is', { exitCode: 0, report: some }, false, 0],
  ['failed tests are not counted twice', { exitCode: 1, report: { ...some, failed: 2 } }, false, 2],
  ['a crash that left no report fails', { exitCode: 0, report: null }, false, 1],
  ['a bad end after good tests fails', { exitCode: 1, report: some }, false, 1],
  ['a run of nothing fails', { exitCode: 0, report: { passed: 0, failed: 0, skipped: 0 } }, false, 1],
  [
    'nothing found at all fails also where things are missing',
    { exitCode: 0, report: { passed: 0, failed: 0, skipped: 0 } },
    true,
    1,
  ],
  ['all skipped fails', { exitCode: 0, report: { passed: 0, failed: 0, skipped: 9 } }, false, 1],
  [
    'all skipped passes where that was announced',
    { exitCode: 0, report: { passed: 0, failed: 0, skipped: 9 } },
    true,
    0,
  ],
])('%s', (_title, ending, maySkipAll, failed) => {
  expect(judge(ending, maySkipAll).failed).toBe(failed);
});

test('a file that vitest could not load is a failure, though vitest counts no test of it', () => {
  const totals = countVitest({
    numPassedTests: 2,
    numFailedTests: 1,
    numPendingTests: 1,
    numTodoTests: 1,
    testResults: [
      { status: 'passed', assertionResults: [{ status: 'passed' }] },
      { status: 'failed', assertionResults: [{ status: 'passed' }, { status: 'failed' }] },
      { status: 'failed', assertionResults: [] },
    ],
  });
  expect(totals).toEqual({ passed: 2, failed: 2, skipped: 2 });
});

test('a test that passes only at times has failed, and so has a broken browser run', () => {
  const totals = countPlaywright({
    stats: { expected: 5, unexpected: 1, flaky: 1, skipped: 2 },
    errors: [{ message: 'no browser' }],
  });
  expect(totals).toEqual({ passed: 5, failed: 3, skipped: 2 });
});
