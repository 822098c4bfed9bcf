import { expect, it } from 'vitest';
import { frameFigures } from './frames.ts';

it('drops nothing at an even pace', () => {
  expect(frameFigures([16.6, 16.7, 16.7]).dropped).toBe(0);
});

it('does not take a wavering clock for a dropped frame', () => {
  expect(frameFigures([12, 21, 5]).dropped).toBe(0);
});

it('counts the frames that were due in between', () => {
  // Three frames took the time of six.
  expect(frameFigures([16.7, 50, 33.3]).dropped).toBeCloseTo(0.5);
});

it('knows the usual frame and the longest', () => {
  const frames = [...Array.from({ length: 19 }, () => 16), 100];
  expect(frameFigures(frames)).toMatchObject({ p50: 16, max: 100 });
});

it('has no shares of nothing', () => {
  expect(frameFigures([]).dropped).toBe(0);
});
