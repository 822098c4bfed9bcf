/** One batch, wholly or not at all. */
import { sql } from 'kysely';
import type { Batch } from '../store.ts';
import { writeFacts } from './facts.ts';
import { writeChanges, writeOccurrences } from './lists.ts';
import { writeSamples } from './sample-writes.ts';
import { StoreError } from './store-error.ts';
import type { Sql } from './tables.ts';

export async function writeBatch(db: Sql, batch: Batch): Promise<void> {
  await db.transaction().execute(async (trx) => {
    if (!(await isNew(trx, batch))) return;
    await vouch(trx, batch);
    await writeFacts(trx, batch.cluster, batch.facts);
    await writeChanges(trx, batch.cluster, batch.changes);
    await writeOccurrences(trx, batch.cluster, batch.occurrences);
    await writeSamples(trx, batch.cluster, batch.samples);
  });
}

/** Throws `forgotten` where this run wrote before, and nothing of it is there. */
async function isNew(db: Sql, { cluster, run, seq, atMs }: Batch): Promise<boolean> {
  const last = await db
    .selectFrom('writers')
    .select('seq')
    .where('cluster', '=', cluster)
    .where('run', '=', run)
    .executeTakeFirst();
  if (last === undefined && seq > 1)
    throw new StoreError('forgotten', 'the file no longer has what was written to it');
  const written = await db
    .insertInto('writers')
    .values({ cluster, run, seq, at_ms: atMs })
    .onConflict((on) =>
      on.columns(['cluster', 'run']).doUpdateSet({ seq, at_ms: atMs }).where('writers.seq', '<', seq),
    )
    .returning('seq')
    .execute();
  return written.length > 0;
}

/** Notes until when the recorder vouches, and since when there is a record. */
async function vouch(db: Sql, { cluster, atMs, facts }: Batch): Promise<void> {
  const firstMs = facts.reduce((earliest, { fromMs }) => Math.min(earliest, fromMs), atMs);
  await db
    .insertInto('recorded')
    .values({ cluster, first_ms: firstMs, at_ms: atMs })
    .onConflict((on) =>
      on.column('cluster').doUpdateSet({
        first_ms: sql`case when excluded.first_ms < recorded.first_ms then excluded.first_ms else recorded.first_ms end`,
        at_ms: atMs,
      }),
    )
    .execute();
}
