import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPx } from '../../lib/stretches.ts';
import { type Drawn, drawnExactly, drawnWidely, outgrown, slideOf } from './slide.ts';

const line = { bounds: { fromMs: 1000, toMs: 2000 }, widthPx: 500 };

/** Where a moment is seen that was drawn and then slid. */
const seenAt = (atMs: number, drawn: Drawn, visible: typeof line): number => {
  const { movePx, scale } = slideOf(drawn, visible);
  return drawn.leftPx + movePx + scale * toPx(atMs, drawn.bounds, drawn.widthPx);
};

describe('what is drawn', () => {
  it('stands where it is without being slid', () => {
    expect(slideOf(drawnExactly(line), line)).toEqual({ movePx: 0, scale: 1 });
    expect(slideOf(drawnWidely(line), line)).toEqual({ movePx: 0, scale: 1 });
  });

  it('is seen where it belongs, wherever it is slid', () => {
    const moments = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(moments, moments, fc.integer({ min: 10, max: 4000 }), (atMs, fromMs, lengthMs) => {
        const visible = { bounds: { fromMs, toMs: fromMs + lengthMs }, widthPx: 500 };
        expect(seenAt(atMs, drawnWidely(line), visible)).toBeCloseTo(toPx(atMs, visible.bounds, 500));
      }),
    );
  });

  it('is drawn anew when there is not enough of it, or it is stretched too far', () => {
    const at = (fromMs: number, toMs: number) =>
      outgrown(drawnWidely(line), { bounds: { fromMs, toMs }, widthPx: 500 });
    expect([at(1000, 2000), at(500, 1500), at(1500, 2500), at(1100, 1900)]).toEqual([
      false,
      false,
      false,
      false,
    ]);
    expect([at(499, 1499), at(1501, 2501), at(1000, 1500), at(800, 2200)]).toEqual([true, true, true, true]);
    expect(outgrown(drawnExactly(line), { bounds: { fromMs: 1001, toMs: 2001 }, widthPx: 500 })).toBe(true);
  });
});
