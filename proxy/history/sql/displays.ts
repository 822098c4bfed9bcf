/** Links for walls. Of their tokens only the digests are here. */
import * as z from 'zod/mini';
import type { KeptDisplay } from '../store.ts';
import type { Sql } from './tables.ts';

const Keys = z.array(z.string());

export async function listDisplays(db: Sql): Promise<KeptDisplay[]> {
  const rows = await db.selectFrom('displays').selectAll().orderBy('made_ms').orderBy('id').execute();
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    clusters: row.clusters === null ? 'all' : Keys.parse(JSON.parse(row.clusters)),
    tokenSha256: row.token_sha256,
    madeAtMs: row.made_ms,
    madeBy: row.made_by,
    firstUsedAtMs: row.first_used_ms,
    lastSeenAtMs: row.last_seen_ms,
    revokedAtMs: row.revoked_ms,
  }));
}

export async function putDisplay(db: Sql, display: KeptDisplay, forgetBeforeMs: number): Promise<void> {
  const { id, name, clusters, tokenSha256, madeAtMs, madeBy } = display;
  const made = { name, clusters: clusters === 'all' ? null : JSON.stringify(clusters) };
  const used = {
    first_used_ms: display.firstUsedAtMs,
    last_seen_ms: display.lastSeenAtMs,
    revoked_ms: display.revokedAtMs,
  };
  await db.transaction().execute(async (trx) => {
    await trx.deleteFrom('displays').where('revoked_ms', '<', forgetBeforeMs).execute();
    await trx
      .insertInto('displays')
      .values({ id, ...made, token_sha256: tokenSha256, made_ms: madeAtMs, made_by: madeBy, ...used })
      .onConflict((on) => on.column('id').doUpdateSet(used))
      .execute();
  });
}
