/** What a series says of a step of time, and how several say it together. All whole numbers. */

export type Point = { atMs: number; count: number; min: number; sum: number; max: number };

/** Points in steps of `stepMs`, in order of time, those of one step as one. The sums are exact. */
export function rollUp(points: Iterable<Point>, stepMs: number): Point[] {
  const steps = new Map<number, Point>();
  for (const point of points) {
    const atMs = point.atMs - (point.atMs % stepMs);
    const step = steps.get(atMs);
    if (step === undefined) steps.set(atMs, { ...point, atMs });
    else add(step, point);
  }
  return [...steps.values()].toSorted((a, b) => a.atMs - b.atMs);
}

function add(step: Point, { count, min, sum, max }: Point): void {
  step.count += count;
  step.sum += sum;
  if (min < step.min) step.min = min;
  if (max > step.max) step.max = max;
}
