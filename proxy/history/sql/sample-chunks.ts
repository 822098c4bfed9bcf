/** Chunks of samples: how they are read and written, whatever their tier. */
import { pack, unpack, unpackLast } from './packing.ts';
import type { Point } from './points.ts';
import { slices } from './slices.ts';
import type { Sql } from './tables.ts';
import type { Tier } from './tiers.ts';

export type Chunk = { series: number; fromMs: number; points: Point[] };

type Row = { series: number; from_ms: number; data: Uint8Array };

/** Of these series, those that begin within a stretch of time, in its order. */
export async function readChunks(
  db: Sql,
  tier: Tier,
  series: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<Chunk[]> {
  const rows = await readRows(db, tier, series, fromMs, toMs);
  return rows.map((row) => ({
    series: row.series,
    fromMs: row.from_ms,
    points: unpack(row.data, row.from_ms, tier.stepMs),
  }));
}

/** Of these series, the last point up to a moment of the chunk that begins at `fromMs`. */
export async function readLastPoints(
  db: Sql,
  tier: Tier,
  series: readonly number[],
  fromMs: number,
  untilMs: number,
): Promise<{ series: number; point: Point }[]> {
  const rows = await readRows(db, tier, series, fromMs, fromMs + 1);
  return rows.flatMap((row) => {
    const point = unpackLast(row.data, row.from_ms, tier.stepMs, untilMs);
    return point === undefined ? [] : [{ series: row.series, point }];
  });
}

async function readRows(
  db: Sql,
  { stepMs }: Tier,
  series: readonly number[],
  fromMs: number,
  toMs: number,
): Promise<Row[]> {
  const all: Row[] = [];
  for (const ids of slices(series)) {
    const rows = await db
      .selectFrom('samples')
      .select(['series', 'from_ms', 'data'])
      .where('step_ms', '=', stepMs)
      .where('series', 'in', ids)
      .where('from_ms', '>=', fromMs)
      .where('from_ms', '<', toMs)
      .orderBy('series')
      .orderBy('from_ms')
      .execute();
    for (const row of rows) all.push(row);
  }
  return all;
}

/** In place of those that there are. */
export async function writeChunks(db: Sql, { stepMs }: Tier, chunks: readonly Chunk[]): Promise<void> {
  const rows = chunks.map(({ series, fromMs, points }) => ({
    series,
    step_ms: stepMs,
    from_ms: fromMs,
    data: pack(points, fromMs, stepMs),
  }));
  for (const values of slices(rows))
    await db
      .insertInto('samples')
      .values(values)
      .onConflict((on) =>
        on.columns(['series', 'step_ms', 'from_ms']).doUpdateSet((eb) => ({ data: eb.ref('excluded.data') })),
      )
      .execute();
}

/** Remembers that chunks of this tier are to be made again from finer steps. */
export async function markDue(
  db: Sql,
  { stepMs }: Tier,
  chunks: readonly { series: number; fromMs: number }[],
): Promise<void> {
  const rows = chunks.map(({ series, fromMs }) => ({ step_ms: stepMs, from_ms: fromMs, series }));
  for (const values of slices(rows))
    await db
      .insertInto('due')
      .values(values)
      .onConflict((on) => on.doNothing())
      .execute();
}

/** From when on all is kept in the steps of a tier. */
export async function keptFrom(db: Sql): Promise<(tier: Tier) => number> {
  const rows = await db.selectFrom('kept').selectAll().execute();
  return ({ stepMs }) => rows.find(({ step_ms }) => step_ms === stepMs)?.from_ms ?? Number.MIN_SAFE_INTEGER;
}
