/** Whether a series of measurements goes up or down. */

/** By how much it changes from one measurement to the next, and the standard error of that. */
export type Slope = { perStep: number; error: number };

/** The straight line through `samples` that lies closest (least squares); no numbers where there are fewer than three. */
export function slopeOf(samples: readonly number[]): Slope {
  const count = samples.length;
  if (count < 3) return { perStep: Number.NaN, error: Number.NaN };
  const middle = (count - 1) / 2;
  const mean = samples.reduce((sum, value) => sum + value, 0) / count;
  const spread = samples.reduce((sum, _, step) => sum + (step - middle) ** 2, 0);
  const perStep = samples.reduce((sum, value, step) => sum + (step - middle) * (value - mean), 0) / spread;
  const rest = samples.reduce((sum, value, step) => sum + (value - mean - perStep * (step - middle)) ** 2, 0);
  return { perStep, error: Math.sqrt(rest / (count - 2) / spread) };
}
