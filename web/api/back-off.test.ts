import fc from 'fast-check';
import { expect, it } from 'vitest';
import { backOffMs } from './back-off.ts';

it('waits longer with each failure, up to ten seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 1000].map((failures) => backOffMs(failures, 0))).toEqual([
    500, 1000, 2000, 4000, 8000, 10_000, 10_000,
  ]);
});

it('takes at most half of the wait away', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 1e6 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (failures, random) => {
        const full = backOffMs(failures, 0);
        expect(backOffMs(failures, random)).toBeGreaterThanOrEqual(full / 2);
        expect(backOffMs(failures, random)).toBeLessThanOrEqual(full);
      },
    ),
  );
});
