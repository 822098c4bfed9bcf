import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Sample, judgeClock, judgeRoundTrip, skewOf } from './clock.ts';
import { about } from './finding.ts';

const here = about('prod');

/** What an honest server, whose clock is ahead by `skewMs`, says when it is asked at `askedAtMs`. */
const answerAt = (askedAtMs: number, skewMs: number, thereMs: number, backMs: number): Sample => ({
  askedAtMs,
  hadAtMs: askedAtMs + thereMs + backMs,
  dateMs: Math.floor((askedAtMs + thereMs + skewMs) / 1000) * 1000,
});

test('the truth is never further away than it says, however the answers travelled', () => {
  const ms = fc.integer({ min: 0, max: 2000 });
  fc.assert(
    fc.property(
      fc.integer({ min: -1_000_000, max: 1_000_000 }),
      fc.array(fc.tuple(ms, ms, ms), { minLength: 1, maxLength: 8 }),
      (skewMs, answers) => {
        let atMs = 1_800_000_000_000;
        const samples = answers.map(([pauseMs, thereMs, backMs]) => {
          const sample = answerAt(atMs + pauseMs, skewMs, thereMs, backMs);
          atMs = sample.hadAtMs;
          return sample;
        });
        const skew = skewOf(samples);
        expect(Math.abs((skew?.skewMs ?? NaN) - skewMs)).toBeLessThanOrEqual(skew?.uncertaintyMs ?? 0);
      },
    ),
  );
});

test('several answers at different parts of a second tell more than one', () => {
  const samples = [0, 230, 460, 690].map((atMs) => answerAt(1_800_000_000_000 + atMs, 40, 1, 1));
  expect(skewOf(samples.slice(0, 1))?.uncertaintyMs).toBe(501);
  expect(skewOf(samples)?.uncertaintyMs).toBeLessThan(200);
  expect(skewOf([])).toBeNull();
});

test('answers that contradict each other, as of a clock that was set meanwhile: the last one counts', () => {
  const [before, after] = [answerAt(1_800_000_000_000, 600_000, 1, 1), answerAt(1_800_000_002_000, 0, 1, 1)];
  const skew = skewOf([before, after]);
  expect(Math.abs(skew?.skewMs ?? NaN)).toBeLessThanOrEqual(skew?.uncertaintyMs ?? 0);
});

test.each([
  [0, 'ok', 'its clock is as ours, give or take 0.5 s'],
  [3000, 'ok', /^its clock is [23] s ahead of ours/],
  [-20_000, 'warning', /^its clock is (19|20) s behind ours/],
])('a clock that is %d ms ahead', (skewMs, finding, what) => {
  expect(judgeClock(here, [answerAt(1_800_000_000_000, skewMs, 1, 1)])).toMatchObject({
    finding,
    what: typeof what === 'string' ? what : expect.stringMatching(what),
  });
});

test('a server that does not tell the time', () => {
  expect(judgeClock(here, [])).toMatchObject({ check: 'clock', finding: 'note' });
});

test('the round trip is that of a connection that stands', () => {
  expect(judgeRoundTrip(here, [90, 2, 3, 4])).toMatchObject({ finding: 'ok', figures: { roundTripMs: 3 } });
  expect(judgeRoundTrip(here, [9])).toMatchObject({ figures: { roundTripMs: 9 } });
  expect(judgeRoundTrip(here, [9, 800, 900])).toMatchObject({
    finding: 'warning',
    what: 'answers in 900 ms',
  });
  expect(judgeRoundTrip(here, [])).toBeNull();
});
