/** What must hold of samples: that they can be read, and that roll-ups are the sums of what they were made of. */
import { type Point, rollUp } from './points.ts';
import { keptFrom, readChunks } from './sample-chunks.ts';
import type { Sql } from './tables.ts';
import { TIERS, type Tier, finerThan, floorTo } from './tiers.ts';

type Series = { id: number; cluster: string; member: string; metric: string };

export async function checkSamples(db: Sql): Promise<string[]> {
  const orphans = await db
    .selectFrom('samples')
    .select('samples.series')
    .distinct()
    .where('samples.series', 'not in', db.selectFrom('series').select('id'))
    .execute();
  const problems = orphans.map(({ series }) => `samples are of no series: ${series}`);
  const kept = await keptFrom(db);
  for (const series of await db.selectFrom('series').selectAll().orderBy('id').execute())
    problems.push(...(await checkSeries(db, series, kept)));
  return problems;
}

async function checkSeries(db: Sql, series: Series, kept: (tier: Tier) => number): Promise<string[]> {
  const { id, member, metric, cluster } = series;
  const problems: string[] = [];
  const tell = (what: string, atMs: number): void => {
    problems.push(`${cluster}, ${member}, ${metric}, ${new Date(atMs).toISOString()}: ${what}`);
  };
  const due = await dueOf(db, id);
  const read = new Map<Tier, Point[]>();
  for (const tier of TIERS) {
    const points: Point[] = [];
    try {
      for (const chunk of await readChunks(
        db,
        tier,
        [id],
        Number.MIN_SAFE_INTEGER,
        Number.MAX_SAFE_INTEGER,
      )) {
        if (!isSound(chunk.points, chunk.fromMs, tier)) tell('numbers that cannot be', chunk.fromMs);
        points.push(...chunk.points);
      }
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return [...problems, `${cluster}, ${member}, ${metric}: ${error.message}`];
    }
    read.set(tier, points);
    const finer = finerThan(tier);
    if (finer === undefined) continue;
    const atMs = differsAt(tier, points, read.get(finer) ?? [], kept(finer), due);
    if (atMs !== undefined) tell(`steps of ${tier.stepMs / 1000} s are not the sum of the finer ones`, atMs);
  }
  return problems;
}

function isSound(points: readonly Point[], fromMs: number, { stepMs, chunkMs }: Tier): boolean {
  let lastMs = fromMs - stepMs;
  for (const { atMs, count, min, sum, max } of points) {
    if (atMs <= lastMs || atMs % stepMs !== 0 || atMs >= fromMs + chunkMs) return false;
    if (count < 1 || min > max || sum < min * count || sum > max * count) return false;
    lastMs = atMs;
  }
  return fromMs % chunkMs === 0;
}

/** The first step that is not what the finer ones come to, where these are all kept and nothing is due. */
function differsAt(
  { stepMs, chunkMs }: Tier,
  points: readonly Point[],
  finer: readonly Point[],
  keptFromMs: number,
  due: ReadonlySet<string>,
): number | undefined {
  const counts = ({ atMs }: Point): boolean =>
    atMs >= keptFromMs && !due.has(dueKey(stepMs, floorTo(atMs, chunkMs)));
  const expected = rollUp(finer, stepMs).filter(counts);
  const found = points.filter(counts);
  const index = expected.findIndex((point, at) => !isSame(point, found[at]));
  if (index >= 0) return expected[index]?.atMs;
  return found[expected.length]?.atMs;
}

const isSame = (a: Point, b: Point | undefined): boolean =>
  b !== undefined &&
  a.atMs === b.atMs &&
  a.count === b.count &&
  a.min === b.min &&
  a.sum === b.sum &&
  a.max === b.max;

const dueKey = (stepMs: number, fromMs: number): string => `${stepMs} ${fromMs}`;

async function dueOf(db: Sql, series: number): Promise<Set<string>> {
  const rows = await db
    .selectFrom('due')
    .select(['step_ms', 'from_ms'])
    .where('series', '=', series)
    .execute();
  return new Set(rows.map(({ step_ms, from_ms }) => dueKey(step_ms, from_ms)));
}
