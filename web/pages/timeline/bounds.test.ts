import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Period } from '../../url/period.ts';
import { type Memory, between, boundsOf, closer, moved, panned, wider, zoomed } from './bounds.ts';

const MINUTE = 60_000;
const memory: Memory = { firstMs: 0, nowMs: 600 * MINUTE };

const lengthOf = (period: Period | null): number =>
  period?.kind === 'between' ? period.toMs - period.fromMs : NaN;

describe('a preset', () => {
  it('ends now and is as long as it says', () => {
    expect(boundsOf({ kind: 'last', range: '1h' }, memory)).toEqual({
      fromMs: 540 * MINUTE,
      toMs: 600 * MINUTE,
    });
    expect(boundsOf({ kind: 'last', range: 'all' }, memory)).toEqual({ fromMs: 0, toMs: 600 * MINUTE });
  });

  it('does not begin before the memory does, but is never shorter than a minute', () => {
    const young: Memory = { firstMs: 0, nowMs: 5 * MINUTE };
    expect(boundsOf({ kind: 'last', range: '6h' }, young)).toEqual({ fromMs: 0, toMs: 5 * MINUTE });
    const born: Memory = { firstMs: 0, nowMs: 1000 };
    expect(boundsOf({ kind: 'last', range: 'all' }, born)).toEqual({ fromMs: 1000 - MINUTE, toMs: 1000 });
  });
});

describe('steps', () => {
  const moments = fc.integer({ min: -MINUTE, max: 601 * MINUTE });

  it('stay within the memory, whatever is dragged', () => {
    fc.assert(
      fc.property(moments, moments, (a, b) => {
        const period = between(a, b, memory);
        const { fromMs, toMs } = boundsOf(period, memory);
        expect(fromMs).toBeGreaterThanOrEqual(0);
        expect(toMs - fromMs).toBeGreaterThanOrEqual(10_000);
        expect(toMs).toBeLessThanOrEqual(Math.max(600 * MINUTE, fromMs + Math.abs(a - b) + 1));
      }),
    );
  });

  it('go back and forth by half, and not beyond the ends', () => {
    const middle = { fromMs: 100 * MINUTE, toMs: 120 * MINUTE };
    expect(moved(middle, -1, memory)).toEqual({
      kind: 'between',
      fromMs: 90 * MINUTE,
      toMs: 110 * MINUTE,
    });
    expect(moved(middle, 1, memory)).toEqual({ kind: 'between', fromMs: 110 * MINUTE, toMs: 130 * MINUTE });
    expect(moved({ fromMs: 0, toMs: MINUTE }, -1, memory)).toBeNull();
    expect(moved({ fromMs: 599 * MINUTE, toMs: 600 * MINUTE }, 1, memory)).toBeNull();
    expect(moved({ fromMs: 2 * MINUTE, toMs: 12 * MINUTE }, -1, memory)).toEqual({
      kind: 'between',
      fromMs: 0,
      toMs: 10 * MINUTE,
    });
  });

  it('go closer around a moment, to ten seconds at the least', () => {
    const period = closer({ fromMs: 0, toMs: 60 * MINUTE }, 30 * MINUTE, memory);
    expect(period).toEqual({ kind: 'between', fromMs: 15 * MINUTE, toMs: 45 * MINUTE });
    expect(lengthOf(closer({ fromMs: 0, toMs: 12_000 }, 6000, memory))).toBe(10_000);
    expect(closer({ fromMs: 0, toMs: 10_000 }, 0, memory)).toBeNull();
  });

  it('go wider until all is seen', () => {
    expect(wider({ fromMs: 100 * MINUTE, toMs: 120 * MINUTE }, memory)).toEqual({
      kind: 'between',
      fromMs: 90 * MINUTE,
      toMs: 130 * MINUTE,
    });
    expect(wider({ fromMs: 10 * MINUTE, toMs: 500 * MINUTE }, memory)).toEqual({
      kind: 'last',
      range: 'all',
    });
    expect(wider({ fromMs: 0, toMs: 600 * MINUTE }, memory)).toBeNull();
  });
});

describe('what is moved by hand', () => {
  const lengths = fc.integer({ min: 10_000, max: 300 * MINUTE });
  const starts = fc.integer({ min: 0, max: 300 * MINUTE });

  it('stays as long as it is, and within the memory', () => {
    fc.assert(
      fc.property(starts, lengths, fc.integer({ min: -1e9, max: 1e9 }), (fromMs, lengthMs, byMs) => {
        const { fromMs: begin, toMs } = panned({ fromMs, toMs: fromMs + lengthMs }, byMs, memory);
        expect(toMs - begin).toBe(lengthMs);
        expect(begin).toBeGreaterThanOrEqual(0);
        expect(toMs).toBeLessThanOrEqual(600 * MINUTE);
      }),
    );
  });

  it('is looked at more closely around what is under the pointer', () => {
    const hour = { fromMs: 300 * MINUTE, toMs: 360 * MINUTE };
    expect(zoomed(hour, 345 * MINUTE, 0.5, memory)).toEqual({
      fromMs: 322.5 * MINUTE,
      toMs: 352.5 * MINUTE,
    });
    expect(zoomed(hour, 345 * MINUTE, 1000, memory)).toEqual({ fromMs: 0, toMs: 600 * MINUTE });
    expect(zoomed(hour, hour.fromMs, 0, memory)).toEqual({
      fromMs: hour.fromMs,
      toMs: hour.fromMs + 10_000,
    });
  });
});
