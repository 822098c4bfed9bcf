import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextPauseMs } from './pace.ts';

const MIDDLE = 0.5;
const intervalMs = fc.integer({ min: 100, max: 120_000 });
const silentCalls = fc.nat({ max: 100_000 });
const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });

describe('the pause', () => {
  it.each([
    [0, 2000],
    [1, 4000],
    [2, 8000],
    [3, 10_000],
    [1000, 10_000],
  ])('after %i silent roll calls at 2 s is %i ms', (silent, pauseMs) => {
    expect(nextPauseMs(2000, silent, MIDDLE)).toBe(pauseMs);
  });

  it('is the interval, up to the jitter, as long as somebody answers', () => {
    fc.assert(
      fc.property(intervalMs, random, (interval, chance) => {
        expect(Math.abs(nextPauseMs(interval, 0, chance) - interval)).toBeLessThanOrEqual(0.0501 * interval);
      }),
    );
  });

  it('never falls while the silence lasts, and has a ceiling', () => {
    fc.assert(
      fc.property(intervalMs, silentCalls, (interval, silent) => {
        const [pause, next] = [silent, silent + 1].map((calls) => nextPauseMs(interval, calls, MIDDLE));
        expect(next).toBeGreaterThanOrEqual(pause ?? Infinity);
        expect(next).toBeLessThanOrEqual(Math.max(10_000, interval));
      }),
    );
  });

  it('is never the same for two that started together', () => {
    expect(nextPauseMs(2000, 0, 0.1)).not.toBe(nextPauseMs(2000, 0, 0.9));
  });
});
