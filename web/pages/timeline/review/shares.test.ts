import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatUpShare } from './shares.ts';

test.each([
  [1, '100%'],
  [0, '0.00%'],
  [0.5, '50.00%'],
  [0.98217, '98.21%'],
  [0.9995, '99.95%'],
  [0.999, '99.90%'],
  [0.99999, '99.9990%'],
  [0.9999999, '99.9999%'],
])('%d is %s', (share, words) => expect(formatUpShare(share)).toBe(words));

test('never says more than there was, nor less than 0.01% of it', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (share) => {
      const told = Number(formatUpShare(share).slice(0, -1)) / 100;
      expect(told).toBeLessThanOrEqual(share + 1e-8);
      expect(told).toBeGreaterThan(share - 0.00011);
    }),
  );
});
