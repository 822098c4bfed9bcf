import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, noise, quantile, ratios, spreadOf } from './statistics.ts';

describe('quantile', () => {
  it.each([
    { samples: [3], q: 0.5, is: 3 },
    { samples: [9, 1, 5], q: 0.5, is: 5 },
    { samples: [4, 1, 3, 2], q: 0.5, is: 2.5 },
    { samples: [10, 20], q: 0.95, is: 19.5 },
    { samples: [1, 2, 3, 4, 5], q: 0, is: 1 },
    { samples: [1, 2, 3, 4, 5], q: 1, is: 5 },
    // As text, 10 would come before 9.
    { samples: [10, 9, 100], q: 0.5, is: 10 },
  ])('$q of $samples is $is', ({ samples, q, is }) => {
    expect(quantile(samples, q)).toBe(is);
  });

  it('of nothing is no number', () => {
    expect(median([])).toBeNaN();
  });

  it('leaves the samples in their order', () => {
    const samples = [2, 1];
    median(samples);
    expect(samples).toEqual([2, 1]);
  });

  it('lies among the samples and grows with its share', () => {
    const numbers = fc.array(fc.integer({ min: -1e6, max: 1e6 }), { minLength: 1 });
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(numbers, share, share, (samples, one, other) => {
        const [low, high] = [Math.min(one, other), Math.max(one, other)];
        expect(quantile(samples, low)).toBeGreaterThanOrEqual(Math.min(...samples));
        expect(quantile(samples, high)).toBeLessThanOrEqual(Math.max(...samples));
        expect(quantile(samples, low)).toBeLessThanOrEqual(quantile(samples, high) + 1e-6);
      }),
    );
  });
});

describe('spreadOf', () => {
  it('has the middle, both ends and how many there were', () => {
    expect(spreadOf([5, 1, 2])).toEqual({ median: 2, min: 1, max: 5, count: 3 });
  });
});

describe('ratios', () => {
  it('compares round by round', () => {
    expect(ratios([10, 40], [20, 10])).toEqual([0.5, 4]);
  });

  it('refuses series of different length', () => {
    expect(() => ratios([1], [1, 2])).toThrow('1 rounds of one, 2 of the other');
  });
});

describe('noise', () => {
  it('is half of the range in relation to the median', () => {
    expect(noise({ median: 100, min: 90, max: 130, count: 3 })).toBeCloseTo(0.2);
  });

  it('is nothing when every round gave the same', () => {
    expect(noise(spreadOf([7, 7, 7]))).toBe(0);
  });
});
