import { expect, test } from 'vitest';
import { forecast } from './forecast.ts';
import { DEFAULT_RETENTION } from './retention.ts';
import type { StoreSize } from './store.ts';
import { DAY, DAY_0 } from './testing/batches.ts';

const NOTHING: StoreSize = { bytes: 0, rows: {}, clusters: [] };
const GIGA = 1e9;

test('nothing comes to nothing', () => {
  expect(forecast(NOTHING, DEFAULT_RETENTION).total).toBe(0);
});

test('a year of 50 members with four pools each stays below 2 GB', () => {
  const { total, tables } = forecast(NOTHING, DEFAULT_RETENTION, [{ members: 50, poolsPerMember: 4 }]);
  expect(total).toBeLessThan(2 * GIGA);
  expect(total).toBeGreaterThan(0.2 * GIGA);
  expect(total).toBe(Object.values(tables).reduce((sum, bytes) => sum + bytes, 0));
});

test('what has been recorded for days tells how much happens', () => {
  const sized = (days: number, changes: number): StoreSize => ({
    bytes: 0,
    rows: { changes },
    clusters: [{ cluster: 'prod', members: 3, series: 30, firstMs: DAY_0, lastMs: DAY_0 + days * DAY }],
  });
  const changesOf = (size: StoreSize) => forecast(size, DEFAULT_RETENTION).tables['changes'] ?? 0;
  expect(changesOf(sized(10, 1000))).toBeCloseTo(10 * changesOf(sized(10, 100)), 0);
  expect(changesOf(sized(10, 1000))).toBeCloseTo(changesOf(sized(20, 2000)), 0);
  // After a few minutes it tells nothing.
  expect(changesOf(sized(0.01, 1000))).toBe(changesOf(sized(0.01, 0)));
});

test('twice as many series are twice as many samples', () => {
  const sized = (series: number): StoreSize => ({
    ...NOTHING,
    clusters: [{ cluster: 'prod', members: 3, series, firstMs: DAY_0, lastMs: DAY_0 }],
  });
  const samplesOf = (size: StoreSize) => forecast(size, DEFAULT_RETENTION).tables['samples_60s'] ?? 0;
  expect(samplesOf(sized(60))).toBe(2 * samplesOf(sized(30)));
  const shorter = { ...DEFAULT_RETENTION, minuteMs: DEFAULT_RETENTION.minuteMs / 2 };
  expect(forecast(sized(30), shorter).total).toBeLessThan(forecast(sized(30), DEFAULT_RETENTION).total);
});
