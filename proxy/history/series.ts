/** The numbers of a member over a range as the charts have them, from samples. Pure. */
import { type FixedMetric, type Metric, fromKept, isMetric, poolOfMetric } from '../wire/metrics.ts';
import type { Series, SeriesRange } from '../wire/series.ts';
import type { SampleRow } from './store.ts';

/** Steps of each range and how many of them it has: a week and a month as they are kept, an hour and a day as live. */
const RANGES = {
  hour: { stepMs: 10_000, length: 360 },
  day: { stepMs: 180_000, length: 480 },
  week: { stepMs: 900_000, length: 672 },
  month: { stepMs: 3_600_000, length: 720 },
} as const satisfies Record<SeriesRange, { stepMs: number; length: number }>;

/** The steps of the range that ends with the one that `atMs` lies in. */
export function stepsOf(range: SeriesRange, atMs: number): { stepMs: number; fromMs: number; toMs: number } {
  const { stepMs, length } = RANGES[range];
  const toMs = (Math.floor(atMs / stepMs) + 1) * stepMs;
  return { stepMs, fromMs: toMs - length * stepMs, toMs };
}

type Column = (number | null)[];

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** `totals`: bytes of each pool in all; one that is not among them is left out. */
export function seriesOf(
  range: SeriesRange,
  atMs: number,
  rows: readonly SampleRow[],
  totals: ReadonlyMap<string, number>,
): Series {
  const { stepMs, fromMs } = stepsOf(range, atMs);
  const { length } = RANGES[range];
  const byMetric = Map.groupBy(rows, ({ metric }) => metric);
  const column = (metric: Metric, value: (row: SampleRow) => number): Column => {
    const values: Column = Array.from({ length }, () => null);
    for (const row of byMetric.get(metric) ?? []) {
      const index = (row.atMs - fromMs) / stepMs;
      if (row.count > 0 && index >= 0 && index < length) values[Math.floor(index)] = value(row);
    }
    return values;
  };
  const mean = (metric: FixedMetric, digits: number): Column =>
    column(metric, ({ sum, count }) => rounded(fromKept(metric, sum / count), digits));
  const pools: Record<string, Column> = {};
  for (const metric of byMetric.keys()) {
    if (!isMetric(metric)) continue;
    const pool = poolOfMetric(metric);
    const total = pool === null ? undefined : totals.get(pool);
    if (pool === null || total === undefined || total === 0) continue;
    pools[pool] = column(metric, ({ sum, count }) => rounded(fromKept(metric, sum / count) / total, 4));
  }
  return {
    nowMs: atMs,
    stepMs,
    fromMs,
    latencyMs: mean('latency', 1),
    latencyMaxMs: column('latency', ({ max }) => rounded(fromKept('latency', max), 1)),
    answered: mean('answered', 2),
    load: mean('load1', 2),
    memoryUsedBytes: mean('memoryUsed', 0),
    memoryFreeBytes: mean('memoryFree', 0),
    pools,
  };
}

/** `live`, with what is known of the steps in which it has gaps. Both are of the same range and moment. */
export function filledIn(live: Series, past: Series): Series {
  if (live.stepMs !== past.stepMs || live.fromMs !== past.fromMs) return live;
  const fill = (own: Column | undefined, other: Column | undefined): Column =>
    Array.from({ length: live.answered.length }, (_, index) => own?.[index] ?? other?.[index] ?? null);
  const names = new Set([...Object.keys(live.pools), ...Object.keys(past.pools)]);
  return {
    ...live,
    latencyMs: fill(live.latencyMs, past.latencyMs),
    latencyMaxMs: fill(live.latencyMaxMs, past.latencyMaxMs),
    answered: fill(live.answered, past.answered),
    load: fill(live.load, past.load),
    memoryUsedBytes: fill(live.memoryUsedBytes, past.memoryUsedBytes),
    memoryFreeBytes: fill(live.memoryFreeBytes, past.memoryFreeBytes),
    pools: Object.fromEntries([...names].map((name) => [name, fill(live.pools[name], past.pools[name])])),
  };
}
