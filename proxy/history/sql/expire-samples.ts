/** Deletes samples that are too old, in whole chunks of the next coarser steps, so that these always are made of all or nothing. */
import type { Retention } from '../store.ts';
import { keptFrom } from './sample-chunks.ts';
import type { Sql } from './tables.ts';
import { MINUTE, QUARTER, RAW, TIERS, type Tier, coarserThan, floorTo } from './tiers.ts';

/** Chunks deleted at a time. */
const CHUNKS = 2000;

/** Gives whether there is more. */
export async function expireSamples(db: Sql, retention: Retention, nowMs: number): Promise<boolean> {
  const lengths: readonly (readonly [Tier, number])[] = [
    [RAW, retention.rawMs],
    [MINUTE, retention.minuteMs],
    [QUARTER, retention.quarterMs],
  ];
  for (const [tier, lengthMs] of lengths) await keepFrom(db, tier, nowMs - lengthMs);
  const kept = await keptFrom(db);
  let more = false;
  for (const tier of TIERS) more = (await deleteBefore(db, tier, kept(tier))) || more;
  return more;
}

/** From now on nothing older is kept in these steps, except for what has not been rolled up yet. */
export async function keepFrom(db: Sql, tier: Tier, atMs: number): Promise<void> {
  await db.transaction().execute(async (trx) => {
    const fromMs = await limitOf(trx, tier, atMs);
    if (fromMs <= (await keptFrom(trx))(tier)) return;
    await trx
      .insertInto('kept')
      .values({ step_ms: tier.stepMs, from_ms: fromMs })
      .onConflict((on) => on.column('step_ms').doUpdateSet({ from_ms: fromMs }))
      .execute();
  });
}

async function limitOf(db: Sql, tier: Tier, atMs: number): Promise<number> {
  const [coarser] = coarserThan(tier);
  const wanted = floorTo(atMs, (coarser ?? tier).chunkMs);
  if (coarser === undefined) return wanted;
  const due = await db
    .selectFrom('due')
    .select((eb) => eb.fn.min('from_ms').as('from_ms'))
    .where('step_ms', '=', coarser.stepMs)
    .executeTakeFirst();
  return Math.min(wanted, due?.from_ms ?? wanted);
}

async function deleteBefore(db: Sql, { stepMs }: Tier, fromMs: number): Promise<boolean> {
  const old = db
    .selectFrom('samples')
    .select('id')
    .where('step_ms', '=', stepMs)
    .where('from_ms', '<', fromMs)
    .orderBy('from_ms')
    .limit(CHUNKS);
  const { numDeletedRows } = await db.deleteFrom('samples').where('id', 'in', old).executeTakeFirst();
  return numDeletedRows >= CHUNKS;
}

/** The oldest of what may be deleted before its time, with the moment up to which it would go; undefined: nothing may. */
export async function oldestChunk(db: Sql): Promise<{ tier: Tier; untilMs: number } | undefined> {
  const found: { tier: Tier; fromMs: number; untilMs: number }[] = [];
  for (const tier of TIERS) {
    const row = await db
      .selectFrom('samples')
      .select((eb) => eb.fn.min('from_ms').as('from_ms'))
      .where('step_ms', '=', tier.stepMs)
      .executeTakeFirst();
    const fromMs = row?.from_ms;
    if (fromMs === undefined || fromMs === null) continue;
    const untilMs = await limitOf(db, tier, fromMs + (coarserThan(tier)[0] ?? tier).chunkMs);
    if (untilMs > fromMs) found.push({ tier, fromMs, untilMs });
  }
  return found.toSorted((a, b) => a.fromMs - b.fromMs)[0];
}
