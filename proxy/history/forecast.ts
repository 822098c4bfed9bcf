/** How large the history becomes when everything has been kept for as long as it is to be. Pure. */
import { samplesName } from './sql/size.ts';
import { MINUTE, QUARTER, RAW, type Tier } from './sql/tiers.ts';
import type { Retention, StoreSize } from './store.ts';

/** Bytes by table, with their indexes. */
export type Forecast = { tables: Record<string, number>; total: number };

/** A cluster of which nothing has been recorded yet. */
export type PlannedCluster = { members: number; poolsPerMember: number };

const DAY_MS = 24 * 60 * 60 * 1000;
const FIXED_METRICS = 9;

/** Measured on a year of 50 members (bench/history.ts), indexes and what pages leave free included. */
const BYTES = { fact: 400, change: 280, occurrence: 520, point: 6.6, chunk: 110 };

/** Per member and day, where a cluster has not been watched for a whole day yet. */
const USUAL = { facts: 4, changes: 1.2, occurrences: 16 };

/**
 * By what has been recorded so far: of each cluster as many series as it has now, and as much happening as there was. `planned`:
 * clusters that come on top of that.
 */
export function forecast(
  size: StoreSize,
  retention: Retention,
  planned: readonly PlannedCluster[] = [],
): Forecast {
  const series = sumOf(size.clusters.map(seriesIn)) + sumOf(planned.map(seriesOf));
  const newMembers = sumOf(planned.map(({ members }) => members));
  const kept = retention.changesMs / DAY_MS;
  const rows = (table: keyof typeof USUAL): number =>
    kept * (perDay(size, table) + USUAL[table] * newMembers);
  const tables = {
    facts: rows('facts') * BYTES.fact,
    changes: rows('changes') * BYTES.change,
    occurrences: rows('occurrences') * BYTES.occurrence,
    [samplesName(RAW.stepMs)]: series * bytesOfSeries(RAW, retention.rawMs),
    [samplesName(MINUTE.stepMs)]: series * bytesOfSeries(MINUTE, retention.minuteMs),
    [samplesName(QUARTER.stepMs)]: series * bytesOfSeries(QUARTER, retention.quarterMs),
  };
  return { tables, total: sumOf(Object.values(tables)) };
}

/** Expired chunks go when those of the next coarser steps are whole, so up to a day more is there. */
const bytesOfSeries = ({ stepMs, chunkMs }: Tier, keptMs: number): number =>
  ((keptMs + DAY_MS / 2) / stepMs) * BYTES.point + ((keptMs + DAY_MS / 2) / chunkMs) * BYTES.chunk;

/** In its first minute a cluster has members, and no numbers yet. */
const seriesIn = ({ series, members }: StoreSize['clusters'][number]): number =>
  Math.max(series, members * FIXED_METRICS);

const seriesOf = ({ members, poolsPerMember }: PlannedCluster): number =>
  members * (FIXED_METRICS + poolsPerMember);

/** Of all clusters together: tables do not tell them apart. */
function perDay({ rows, clusters }: StoreSize, table: keyof typeof USUAL): number {
  const members = sumOf(clusters.map((cluster) => cluster.members));
  const days = Math.max(0, ...clusters.map(({ firstMs, lastMs }) => (lastMs - firstMs) / DAY_MS));
  return days < 1 ? members * USUAL[table] : (rows[table] ?? 0) / days;
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
