/** The numbers of members at a moment, in the units they are shown in; null where they had not been measured lately. Pure. */
import { type FixedMetric, METRICS, fromKept, isMetric, poolMetric } from '../wire/metrics.ts';
import type { Sample } from './store.ts';

export type Readings = {
  of(member: string, metric: FixedMetric): number | null;
  /** Used bytes of a pool. */
  pool(member: string, pool: string): number | null;
};

export function readingsOf(samples: readonly Sample[]): Readings {
  const means = new Map<string, number>();
  for (const { member, metric, count, sum } of samples) {
    if (count > 0 && isMetric(metric)) means.set(`${member} ${metric}`, fromKept(metric, sum / count));
  }
  const read = (member: string, metric: string): number | null => means.get(`${member} ${metric}`) ?? null;
  return { of: read, pool: (member, pool) => read(member, poolMetric(pool)) };
}

/** Whole ones of what is counted in whole ones. */
export const whole = (value: number | null): number | null => (value === null ? null : Math.round(value));

/** With the digits that are kept. */
export const kept = (metric: FixedMetric, value: number | null): number | null => {
  if (value === null) return null;
  const { scale } = METRICS[metric];
  return scale > 1 ? Math.round(value * scale) / scale : Math.round(value);
};
