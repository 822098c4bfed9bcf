import type { Retention } from './store.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is kept unless the settings say otherwise. 400 days: a year, and the same weeks of the year before beside it. */
export const DEFAULT_RETENTION: Retention = {
  changesMs: 400 * DAY_MS,
  rawMs: 48 * HOUR_MS,
  minuteMs: 30 * DAY_MS,
  quarterMs: 400 * DAY_MS,
  maxBytes: 4 * 2 ** 30,
};
