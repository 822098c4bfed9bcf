/** What is said of a series of measurements: the middle, and how far they lie apart. */

export type Spread = { median: number; min: number; max: number; count: number };

/** The value below which the share `q` (0 to 1) of `samples` lies, linear between neighbours; NaN when there are none. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = samples.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * q;
  const below = sorted[Math.floor(place)] ?? Number.NaN;
  const above = sorted[Math.ceil(place)] ?? Number.NaN;
  return below + (above - below) * (place - Math.floor(place));
}

export const median = (samples: readonly number[]): number => quantile(samples, 0.5);

export function spreadOf(samples: readonly number[]): Spread {
  return {
    median: median(samples),
    min: quantile(samples, 0),
    max: quantile(samples, 1),
    count: samples.length,
  };
}

/** The ratios of two series that were measured in turns, round by round: what slows the machine down for a while slows
 *  both, so that these lie closer together than the figures themselves. Throws when a round is missing in one of them. */
export function ratios(of: readonly number[], to: readonly number[]): number[] {
  if (of.length !== to.length) throw new RangeError(`${of.length} rounds of one, ${to.length} of the other`);
  return of.map((value, round) => value / (to[round] ?? Number.NaN));
}

/** Half of the range, in relation to the median: 0.1 reads "within some 10 %". */
export const noise = ({ median: middle, min, max }: Spread): number => (max - min) / 2 / Math.abs(middle);
