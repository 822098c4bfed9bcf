import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rowsInSight, topsOf } from './rows-in-sight.ts';

const lists = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 200 });
const windows = fc.record({
  topPx: fc.integer({ min: 0, max: 20_000 }),
  heightPx: fc.integer({ min: 0, max: 1500 }),
});

describe('rows in sight', () => {
  it('are all that touch the window, and as many more as are wanted', () => {
    fc.assert(
      fc.property(lists, windows, fc.nat(10), (heights, window, more) => {
        const tops = topsOf(heights.length, (index) => heights[index] ?? 0);
        const { first, end } = rowsInSight(tops, window, more);
        const touching = heights.flatMap((height, index) => {
          const top = tops[index] ?? 0;
          return top < window.topPx + window.heightPx && top + height > window.topPx ? [index] : [];
        });
        expect(first).toBeGreaterThanOrEqual(0);
        expect(end).toBeLessThanOrEqual(heights.length);
        const [least, most] = [touching[0], touching.at(-1)];
        if (least === undefined || most === undefined) return;
        expect(first).toBe(Math.max(0, least - more));
        expect(end).toBeGreaterThan(most);
        // The one that begins just where the window ends may be among them.
        expect(end).toBeLessThanOrEqual(Math.min(heights.length, most + 2 + more));
      }),
    );
  });

  it('are none where there are none', () => {
    expect(
      rowsInSight(
        topsOf(0, () => 1),
        { topPx: 0, heightPx: 100 },
        8,
      ),
    ).toEqual({ first: 0, end: 0 });
  });
});
