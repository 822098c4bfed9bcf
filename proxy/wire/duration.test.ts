import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDuration, formatMeasured } from './duration.ts';

const [S, MIN, H, D] = [1000, 60_000, 3_600_000, 86_400_000];

describe('a duration', () => {
  it.each([
    [-5 * S, '0 s'],
    [0, '0 s'],
    [999, '0 s'],
    [S, '1 s'],
    [MIN - 1, '59 s'],
    [MIN, '1 min'],
    [4 * MIN + 59 * S, '4 min'],
    [H - 1, '59 min'],
    [H, '1 h'],
    [3 * H + 12 * MIN + 59 * S, '3 h 12 min'],
    [D - 1, '23 h 59 min'],
    [D, '1 d'],
    [D + 59 * MIN, '1 d'],
    [41 * D + 2 * H, '41 d 2 h'],
    [400 * D, '400 d'],
  ])('of %i ms is %s', (ms, words) => {
    expect(formatDuration(ms)).toBe(words);
  });

  const unitMs: Readonly<Record<string, number>> = { s: S, min: MIN, h: H, d: D };
  /** What the words amount to, in ms. */
  const read = (words: string): number =>
    [...words.matchAll(/(\d+) (s|min|h|d)/g)].reduce(
      (sum, [, count, unit]) => sum + Number(count) * (unitMs[unit ?? ''] ?? NaN),
      0,
    );

  it('is never said to be longer than it is, nor shorter by more than the smaller of its units', () => {
    fc.assert(
      fc.property(fc.nat(1000 * D), (ms) => {
        const said = read(formatDuration(ms));
        const unit = ms < MIN ? S : ms < D ? MIN : H;
        expect(said).toBeLessThanOrEqual(ms);
        expect(ms - said).toBeLessThan(unit);
      }),
    );
  });
});

it.each([
  [0, '0 s'],
  [1, 'less than 1 s'],
  [S, '1 s'],
  [MIN, '1 min'],
  [7 * MIN + 12 * S + 999, '7 min 12 s'],
  [H - 1, '59 min 59 s'],
  [H + 59 * S, '1 h'],
  [2 * D, '2 d'],
])('what was measured as %i ms took %s', (ms, words) => {
  expect(formatMeasured(ms)).toBe(words);
});
