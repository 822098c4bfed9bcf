/** The numbers of a member that are kept over time, and in which whole units. */

/**
 * Kept as whole numbers, so that a roll-up is the exact sum of what it rolls up: a number times `scale`, rounded.
 * `latency`: ms. `answered`: 1 for a probe that was answered, else 0, so that the mean is the part that was. `load*`: over 1, 5
 * and 15 minutes. `memory*`: bytes, as in `Vitals`. `instances`: how many there are. `pool:NAME`: used bytes of a storage pool.
 */
export const METRICS = {
  latency: { scale: 10 },
  answered: { scale: 1 },
  load1: { scale: 100 },
  load5: { scale: 100 },
  load15: { scale: 100 },
  memoryUsed: { scale: 1 / 1024 },
  memoryFree: { scale: 1 / 1024 },
  processes: { scale: 1 },
  instances: { scale: 1 },
} as const;
export type FixedMetric = keyof typeof METRICS;

const POOL = 'pool:';
const POOL_SCALE = 1 / 1024;

export type Metric = FixedMetric | `pool:${string}`;

export const poolMetric = (pool: string): Metric => `${POOL}${pool}`;

/** The pool that a metric is of; null: it is none of a pool. */
export const poolOfMetric = (metric: string): string | null =>
  metric.startsWith(POOL) ? metric.slice(POOL.length) : null;

export const isMetric = (name: string): name is Metric =>
  Object.hasOwn(METRICS, name) || name.startsWith(POOL);

const scaleOf = (metric: Metric): number => {
  const fixed = Object.entries(METRICS).find(([name]) => name === metric)?.[1];
  return fixed?.scale ?? POOL_SCALE;
};

/** A value as it is kept, and back. */
export const toKept = (metric: Metric, value: number): number => Math.round(value * scaleOf(metric));
export const fromKept = (metric: Metric, kept: number): number => kept / scaleOf(metric);
