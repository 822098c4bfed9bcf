import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth, fitPx } from './text-fit.ts';

describe('the width of text', () => {
  it('is the sum of its letters, and nothing of what is not seen', () => {
    expect(emWidth('')).toBe(0);
    expect(emWidth('ab')).toBeCloseTo(emWidth('a') + emWidth('b'));
    expect(emWidth('a\u202Eb')).toBeCloseTo(emWidth('ab'));
    expect(emWidth('文字')).toBeGreaterThan(2);
    expect(emWidth('lllll')).toBeLessThan(emWidth('mmmmm'));
  });
});

describe('the size of text', () => {
  const boxes = fc.record({
    widthPx: fc.integer({ min: 100, max: 4000 }),
    heightPx: fc.integer({ min: 20, max: 1000 }),
  });

  it('is between its limits, and grows with the box', () => {
    fc.assert(
      fc.property(boxes, fc.double({ min: 0, max: 500, noNaN: true }), (box, em) => {
        const px = fitPx(em, box, 12, 90);
        expect(px).toBeGreaterThanOrEqual(12);
        expect(px).toBeLessThanOrEqual(90);
        expect(fitPx(em, { ...box, heightPx: box.heightPx + 50 }, 12, 90)).toBeGreaterThanOrEqual(px);
      }),
    );
  });

  it('is the largest that fits', () => {
    expect(fitPx(20, { widthPx: 1000, heightPx: 60 }, 12, 90, 1.2)).toBe(50);
    expect(fitPx(20, { widthPx: 1000, heightPx: 200 }, 12, 60, 1.2)).toBe(60);
    expect(fitPx(1000, { widthPx: 100, heightPx: 20 }, 12, 60, 1.2)).toBe(12);
  });
});
