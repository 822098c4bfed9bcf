import { describe, expect, it } from 'vitest';
import { mannerOf, pinched, pulled, turnOf, turned } from './gesture.ts';

const line = { bounds: { fromMs: 1000_000, toMs: 2000_000 }, widthPx: 1000 };
const memory = { firstMs: 0, nowMs: 3000_000 };

describe('what is pressed', () => {
  const press = { pointerType: 'mouse', button: 0, shiftKey: false };

  it('marks with the usual button, and moves with Shift, the middle one or by choice', () => {
    expect(mannerOf(press, 'mark')).toBe('mark');
    expect(mannerOf(press, 'move')).toBe('move');
    expect(mannerOf({ ...press, shiftKey: true }, 'mark')).toBe('move');
    expect(mannerOf({ ...press, button: 1 }, 'mark')).toBe('move');
    expect(mannerOf({ ...press, button: 2 }, 'mark')).toBeNull();
    expect(mannerOf({ ...press, pointerType: 'touch' }, 'mark')).toBe('wait');
  });
});

describe('the wheel', () => {
  const step = { deltaX: 0, deltaY: 100, deltaMode: 0, shiftKey: false };

  it('goes along when turned sideways or with Shift, in whatever unit', () => {
    expect(turnOf(step)).toEqual({ alongPx: 0, acrossPx: 100 });
    expect(turnOf({ ...step, shiftKey: true })).toEqual({ alongPx: 100, acrossPx: 0 });
    expect(turnOf({ ...step, deltaX: 120, deltaY: 5 })).toEqual({ alongPx: 120, acrossPx: 0 });
    expect(turnOf({ ...step, deltaY: 3, deltaMode: 1 })).toEqual({ alongPx: 0, acrossPx: 48 });
  });

  it('goes closer around the pointer, and back by the same', () => {
    const closer = turned({ alongPx: 0, acrossPx: -100 }, 250, line, memory);
    expect(closer.toMs - closer.fromMs).toBeCloseTo(1000_000 / 1.33, -1);
    expect((1250_000 - closer.fromMs) / (closer.toMs - closer.fromMs)).toBeCloseTo(0.25);
    const back = turned({ alongPx: 0, acrossPx: 100 }, 250, { ...line, bounds: closer }, memory);
    expect(back.fromMs).toBeCloseTo(1000_000, -1);
    expect(turned({ alongPx: 100, acrossPx: 0 }, 250, line, memory)).toEqual({
      fromMs: 1100_000,
      toMs: 2100_000,
    });
  });
});

describe('fingers', () => {
  it('keep under them what was there', () => {
    expect(pulled(500, 400, line, memory)).toEqual({ fromMs: 1100_000, toMs: 2100_000 });
    expect(pinched([400, 600], [300, 700], line, memory)).toEqual({ fromMs: 1250_000, toMs: 1750_000 });
    expect(pinched([400, 600], [500, 700], line, memory)).toEqual({ fromMs: 900_000, toMs: 1900_000 });
  });
});
