/** What a series says of a step of time, and how several say it together. All whole numbers. */

export type Point = { atMs: number; count: number; min: number; sum: number; max: number };

/** Points in steps of `stepMs`, in order of time, those of one step as one. The sums are exact. */
export function rollUp(points: readonly Point[], stepMs: number): Point[] {
  const steps: Point[] = [];
  let last: Point | undefined;
  for (const point of isInOrder(points) ? points : points.toSorted((a, b) => a.atMs - b.atMs)) {
    const atMs = point.atMs - (point.atMs % stepMs);
    if (last?.atMs === atMs) add(last, point);
    else {
      last = { atMs, count: point.count, min: point.min, sum: point.sum, max: point.max };
      steps.push(last);
    }
  }
  return steps;
}

/** As points are in most cases. */
function isInOrder(points: readonly Point[]): boolean {
  let lastMs = Number.NEGATIVE_INFINITY;
  for (const { atMs } of points) {
    if (atMs < lastMs) return false;
    lastMs = atMs;
  }
  return true;
}

function add(step: Point, { count, min, sum, max }: Point): void {
  step.count += count;
  step.sum += sum;
  if (min < step.min) step.min = min;
  if (max > step.max) step.max = max;
}
