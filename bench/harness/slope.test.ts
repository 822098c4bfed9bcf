import fc from 'fast-check';
import { expect, it } from 'vitest';
import { slopeOf } from './slope.ts';

it('is exact for a straight line', () => {
  const integer = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(integer, integer, fc.integer({ min: 3, max: 50 }), (start, perStep, count) => {
      const slope = slopeOf(Array.from({ length: count }, (_, step) => start + perStep * step));
      expect(slope.perStep).toBeCloseTo(perStep, 6);
      expect(slope.error).toBeCloseTo(0, 6);
    }),
  );
});

it('knows how little it knows', () => {
  // By hand: the line is 1.5 + 0 x, the rest 4 x 0.25, the spread of the steps 5.
  const { perStep, error } = slopeOf([1, 2, 2, 1]);
  expect(perStep).toBeCloseTo(0);
  expect(error).toBeCloseTo(Math.sqrt(1 / 2 / 5));
});

it('of two samples is no number', () => {
  expect(slopeOf([1, 2])).toEqual({ perStep: Number.NaN, error: Number.NaN });
});
