/** Adds what was measured to what is there already: a step that was interrupted comes in two parts. */
import type { Sample } from '../store.ts';
import { type Point, rollUp } from './points.ts';
import { type Chunk, keptFrom, markDue, readChunks, writeChunks } from './sample-chunks.ts';
import { slices } from './slices.ts';
import type { Sql } from './tables.ts';
import { TIERS, type Tier, coarserThan, floorTo } from './tiers.ts';

export async function writeSamples(db: Sql, cluster: string, samples: readonly Sample[]): Promise<void> {
  if (samples.length === 0) return;
  const idOf = await upsertSeries(db, cluster, samples);
  const kept = await keptFrom(db);
  // What comes so late that the finer steps of its time are gone belongs into the finest that are left; what is older
  // than all that is kept, nowhere.
  const tierOf = ({ atMs }: Sample): Tier | undefined => TIERS.find((tier) => atMs >= kept(tier));
  for (const [tier, late] of Map.groupBy(samples, tierOf)) {
    if (tier === undefined) continue;
    const chunks = new Map<string, Chunk>();
    for (const { member, metric, atMs, count, min, sum, max } of late) {
      const series = idOf(member, metric);
      const fromMs = floorTo(atMs, tier.chunkMs);
      const key = `${series} ${fromMs}`;
      const chunk = chunks.get(key) ?? { series, fromMs, points: [] };
      chunk.points.push({ atMs, count, min, sum, max });
      chunks.set(key, chunk);
    }
    await addToChunks(db, tier, [...chunks.values()]);
  }
}

async function addToChunks(db: Sql, tier: Tier, added: readonly Chunk[]): Promise<void> {
  for (const [fromMs, chunks] of Map.groupBy(added, (chunk) => chunk.fromMs)) {
    const series = chunks.map((chunk) => chunk.series);
    const there = new Map<number, Point[]>();
    for (const chunk of await readChunks(db, tier, series, fromMs, fromMs + 1))
      there.set(chunk.series, chunk.points);
    const whole = chunks.map((chunk) => ({
      ...chunk,
      points: rollUp([...(there.get(chunk.series) ?? []), ...chunk.points], tier.stepMs),
    }));
    await writeChunks(db, tier, whole);
    for (const coarser of coarserThan(tier)) {
      const due = floorTo(fromMs, coarser.chunkMs);
      await markDue(
        db,
        coarser,
        series.map((id) => ({ series: id, fromMs: due })),
      );
    }
  }
}

async function upsertSeries(
  db: Sql,
  cluster: string,
  samples: readonly Sample[],
): Promise<(member: string, metric: string) => number> {
  const ids = new Map<string, number>();
  const learn = (rows: readonly { id: number; member: string; metric: string }[]): void => {
    for (const { id, member, metric } of rows) ids.set(`${member}\n${metric}`, id);
  };
  const known = db.selectFrom('series').select(['id', 'member', 'metric']).where('cluster', '=', cluster);
  learn(await known.execute());
  const missing = new Map<string, { cluster: string; member: string; metric: string }>();
  for (const { member, metric } of samples) {
    const key = `${member}\n${metric}`;
    if (!ids.has(key)) missing.set(key, { cluster, member, metric });
  }
  for (const values of slices([...missing.values()]))
    learn(await db.insertInto('series').values(values).returning(['id', 'member', 'metric']).execute());
  return (member, metric) => {
    const id = ids.get(`${member}\n${metric}`);
    if (id === undefined) throw new Error(`no row for ${metric} of ${member}`);
    return id;
  };
}
