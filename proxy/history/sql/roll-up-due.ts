/**
 * Rolls up what is due: a chunk of coarser steps is made of all of the finer ones that it stands for, anew each time. So it
 * does not matter how often that is done, nor that some of them come late.
 */
import type { Point } from './points.ts';
import { rollUp } from './points.ts';
import { readChunks, writeChunks } from './sample-chunks.ts';
import type { Sql } from './tables.ts';
import { TIERS, type Tier, finerThan, floorTo } from './tiers.ts';

/** After the end of a chunk, for what comes late; then it is rolled up once in most cases. */
const GRACE_MS = 5 * 60 * 1000;
/** Series at a time: some tens of ms. */
const SERIES = 150;

/** Gives whether there may be more. */
export async function rollUpDue(db: Sql, nowMs: number): Promise<boolean> {
  for (const tier of TIERS) {
    const finer = finerThan(tier);
    if (finer !== undefined && (await rollUpSome(db, finer, tier, nowMs))) return true;
  }
  return false;
}

async function rollUpSome(db: Sql, finer: Tier, tier: Tier, nowMs: number): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    const { fromMs, series } = await nextDue(trx, finer, tier, nowMs);
    if (series.length === 0) return false;
    const points = new Map<number, Point[]>();
    for (const chunk of await readChunks(trx, finer, series, fromMs, fromMs + tier.chunkMs)) {
      const all = points.get(chunk.series) ?? [];
      all.push(...chunk.points);
      points.set(chunk.series, all);
    }
    const chunks = [...points].map(([id, all]) => ({
      series: id,
      fromMs,
      points: rollUp(all, tier.stepMs),
    }));
    await writeChunks(trx, tier, chunks);
    await trx
      .deleteFrom('due')
      .where('step_ms', '=', tier.stepMs)
      .where('from_ms', '=', fromMs)
      .where('series', 'in', series)
      .execute();
    return true;
  });
}

/** The series of the oldest chunk that is due and complete, once nothing of it is due in finer steps. */
async function nextDue(
  db: Sql,
  finer: Tier,
  tier: Tier,
  nowMs: number,
): Promise<{ fromMs: number; series: number[] }> {
  const [rows, unready] = [
    await db
      .selectFrom('due')
      .select(['from_ms', 'series'])
      .where('step_ms', '=', tier.stepMs)
      .where('from_ms', '<=', nowMs - tier.chunkMs - GRACE_MS)
      .orderBy('from_ms')
      .orderBy('series')
      .limit(SERIES)
      .execute(),
    await db.selectFrom('due').select(['from_ms']).where('step_ms', '=', finer.stepMs).distinct().execute(),
  ];
  const waits = new Set(unready.map((row) => floorTo(row.from_ms, tier.chunkMs)));
  const fromMs = rows.find((row) => !waits.has(row.from_ms))?.from_ms;
  const series = rows.filter((row) => row.from_ms === fromMs).map((row) => row.series);
  return { fromMs: fromMs ?? 0, series };
}
