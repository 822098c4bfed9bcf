/** Shares in words, for where every minute of a month counts. Pure. */

const FEWEST_DIGITS = 2;
const MOST_DIGITS = 4;

/**
 * A share (0 to 1) as percents, with more digits the nearer it comes to all: `98.21%`, `99.95%`, `99.9985%`. Rounded down, so that
 * nothing is said to have been there longer than it was; `100%` is all of it.
 */
export function formatUpShare(share: number): string {
  if (share >= 1) return '100%';
  let digits = FEWEST_DIGITS;
  while (digits < MOST_DIGITS && /^99\.9+$/.test(floored(share * 100, digits))) digits += 1;
  return `${floored(share * 100, digits)}%`;
}

function floored(percent: number, digits: number): string {
  const unit = 10 ** digits;
  // A share such as 0.9995 is a hair less than it looks.
  return (Math.floor(percent * unit + 1e-6) / unit).toFixed(digits);
}
