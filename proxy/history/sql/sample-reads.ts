/** Samples of a range, and of a moment. */
import { isMetric } from '../../wire/metrics.ts';
import type { SampleRow, SamplesQuery } from '../store.ts';
import { type Point, rollUp } from './points.ts';
import { keptFrom, readChunks, readLastPoints } from './sample-chunks.ts';
import type { Sql } from './tables.ts';
import { RAW, TIERS, type Tier, ceilTo, finerThan, floorTo } from './tiers.ts';

type Kept = (tier: Tier) => number;

/** Of whole steps: of all that touch the range. */
export async function readSamples(db: Sql, query: SamplesQuery): Promise<SampleRow[]> {
  const { stepMs } = query;
  const fromMs = floorTo(query.fromMs, stepMs);
  const toMs = ceilTo(query.toMs, stepMs);
  const series = await seriesOf(db, query);
  const tier = coarsestFor(stepMs, fromMs, await keptFrom(db));
  const points = await pointsOf(
    db,
    tier,
    series.map(({ id }) => id),
    fromMs,
    toMs,
  );
  return series.flatMap(({ id, member, metric }) =>
    rollUp(points.get(id) ?? [], stepMs).map((point) => ({ member, metric, ...point })),
  );
}

/**
 * Sums are exact, so what is asked for can as well be made of the largest steps that go into it, of which there are the fewest; if
 * all the range is kept in them.
 */
function coarsestFor(stepMs: number, fromMs: number, kept: Kept): Tier {
  const fitting = TIERS.filter((tier) => stepMs % tier.stepMs === 0);
  return (
    fitting.findLast((tier) => kept(tier) <= fromMs) ??
    fitting.toSorted((a, b) => kept(a) - kept(b))[0] ??
    RAW
  );
}

/** By series, in order of time, in the steps of the tier, also where these have not been rolled up yet. */
async function pointsOf(
  db: Sql,
  tier: Tier,
  series: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<Map<number, Point[]>> {
  const due = await dueOf(db, tier, series, fromMs, toMs);
  const points = new Map<number, Point[]>();
  const add = (id: number, more: readonly Point[]): void => {
    const all = points.get(id) ?? [];
    for (const point of more) if (point.atMs >= fromMs && point.atMs < toMs) all.push(point);
    points.set(id, all);
  };
  const chunks = await readChunks(db, tier, series, floorTo(fromMs, tier.chunkMs), toMs);
  for (const chunk of chunks) if (!due.get(chunk.fromMs)?.has(chunk.series)) add(chunk.series, chunk.points);
  const finer = finerThan(tier);
  if (finer !== undefined)
    for (const [dueFromMs, ids] of due) {
      const fresh = await pointsOf(
        db,
        finer,
        [...ids],
        Math.max(fromMs, dueFromMs),
        Math.min(toMs, dueFromMs + tier.chunkMs),
      );
      for (const [id, more] of fresh) add(id, rollUp(more, tier.stepMs));
    }
  for (const all of points.values()) all.sort((a, b) => a.atMs - b.atMs);
  return points;
}

/** The series of which a chunk has to be rolled up yet, by when it begins. */
async function dueOf(
  db: Sql,
  { stepMs, chunkMs }: Tier,
  series: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<Map<number, Set<number>>> {
  const due = new Map<number, Set<number>>();
  const wanted = new Set(series);
  const rows = await db
    .selectFrom('due')
    .select(['series', 'from_ms'])
    .where('step_ms', '=', stepMs)
    .where('from_ms', '>=', floorTo(fromMs, chunkMs))
    .where('from_ms', '<', toMs)
    .execute();
  for (const row of rows) {
    if (!wanted.has(row.series)) continue;
    const ids = due.get(row.from_ms) ?? new Set<number>();
    ids.add(row.series);
    due.set(row.from_ms, ids);
  }
  return due;
}

type NamedSeries = { id: number; member: string; metric: SampleRow['metric'] };

/** By member and metric. */
async function seriesOf(
  db: Sql,
  { cluster, members, metrics }: Pick<SamplesQuery, 'cluster' | 'members' | 'metrics'>,
): Promise<NamedSeries[]> {
  const rows = await db
    .selectFrom('series')
    .select(['id', 'member', 'metric'])
    .where('cluster', '=', cluster)
    .execute();
  const wanted = (list: readonly string[] | undefined, name: string): boolean =>
    list === undefined || list.includes(name);
  return rows
    .flatMap(({ id, member, metric }) =>
      isMetric(metric) && wanted(members, member) && wanted(metrics, metric) ? [{ id, member, metric }] : [],
    )
    .toSorted(byMemberMetric);
}

function byMemberMetric(a: NamedSeries, b: NamedSeries): number {
  if (a.member !== b.member) return a.member < b.member ? -1 : 1;
  if (a.metric === b.metric) return 0;
  return a.metric < b.metric ? -1 : 1;
}

/**
 * The last point of each series at a moment, from the finest steps that are kept of its time. A step that has not ended
 * `withinMs` before the moment counts, so that one of a quarter of an hour is not too old for its own middle.
 */
export async function readSamplesAt(
  db: Sql,
  cluster: string,
  atMs: number,
  withinMs: number,
  member: string | undefined,
): Promise<SampleRow[]> {
  const kept = await keptFrom(db);
  const sinceMs = atMs - withinMs;
  const tier = TIERS.find((each) => kept(each) <= sinceMs) ?? TIERS.at(-1) ?? RAW;
  const series = await seriesOf(db, { cluster, members: member === undefined ? undefined : [member] });
  const last = new Map<number, Point>();
  const oldestMs = floorTo(sinceMs - tier.stepMs, tier.chunkMs);
  // Most have their last point in the newest chunk; only for the others an older one is read.
  for (let fromMs = floorTo(atMs, tier.chunkMs); fromMs >= oldestMs; fromMs -= tier.chunkMs) {
    const missing = series.flatMap(({ id }) => (last.has(id) ? [] : [id]));
    if (missing.length === 0) break;
    for (const { series: id, point } of await readLastPoints(db, tier, missing, fromMs, atMs))
      if (point.atMs + tier.stepMs > sinceMs) last.set(id, point);
  }
  return series.flatMap(({ id, member: of, metric }) => {
    const point = last.get(id);
    return point === undefined ? [] : [{ member: of, metric, ...point }];
  });
}
