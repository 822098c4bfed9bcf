import { expect, it } from 'vitest';
import { SHIFT_PX, shiftAt } from './pixel-shift.ts';

const MINUTE_MS = 60_000;
const NOW_MS = Date.UTC(2026, 10, 25);
const SIDE = 2 * SHIFT_PX + 1;
const minutes = Array.from({ length: 2 * SIDE * SIDE }, (_, minute) => shiftAt(NOW_MS + minute * MINUTE_MS));

it('stands at each place as long as at any other', () => {
  const visits = new Map<string, number>();
  for (const { xPx, yPx } of minutes) {
    expect(Math.max(Math.abs(xPx), Math.abs(yPx))).toBeLessThanOrEqual(SHIFT_PX);
    visits.set(`${xPx} ${yPx}`, (visits.get(`${xPx} ${yPx}`) ?? 0) + 1);
  }
  expect(visits.size).toBe(SIDE * SIDE);
  expect(new Set(visits.values())).toEqual(new Set([2]));
});

it('moves by a pixel a minute, and not in between', () => {
  for (const [index, { xPx, yPx }] of minutes.entries()) {
    const next = shiftAt(NOW_MS + (index + 1) * MINUTE_MS);
    expect(Math.abs(next.xPx - xPx) + Math.abs(next.yPx - yPx)).toBeLessThanOrEqual(1);
  }
  expect(shiftAt(NOW_MS + 59_999)).toEqual(shiftAt(NOW_MS));
});
