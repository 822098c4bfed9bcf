/** The store in SQL that any database understands; `host` is what each has of its own. */
import type { Result } from '../../result.ts';
import { err } from '../../result.ts';
import type { HistoryStore, StoreFailure } from '../store.ts';
import { addAudit, addEnding, listAudit, listEndings } from './access.ts';
import { listDisplays, putDisplay } from './displays.ts';
import { factsAt, factsOver } from './facts.ts';
import { listChanges, listOccurrences, operationsUnderWay } from './lists.ts';
import { addNote, listNotes, listRevisions, reviseNote } from './notes.ts';
import { readSamples, readSamplesAt } from './sample-reads.ts';
import { sizeOf } from './size.ts';
import { attempt } from './store-error.ts';
import type { Sql } from './tables.ts';
import { createUpkeep } from './upkeep.ts';
import { writeBatch } from './write.ts';

export type Host = {
  /** What is taken on the disk. */
  bytes(): number;
  /** Of that, what holds something. */
  usedBytes(): number;
  /** Gives back some of what holds nothing; true: there is more to give back than is worth keeping. */
  shrink(): boolean;
  backup(path: string): Promise<void>;
  close(): void;
};

export function createSqlStore(db: Sql, host: Host): HistoryStore {
  let closed = false;
  const upkeep = createUpkeep(db, host);
  const run = async <T>(work: () => Promise<T>): Promise<Result<T, StoreFailure>> =>
    closed ? err({ kind: 'closed', message: 'the history is closed' }) : attempt(work);
  /** Several reads that have to be of one moment: nothing is written in between. */
  const reading = <T>(work: (undisturbed: Sql) => Promise<T>) => run(() => db.connection().execute(work));

  return {
    write: (batch) => run(() => writeBatch(db, batch)),
    last: (cluster) =>
      run(async () => {
        const row = await db
          .selectFrom('recorded')
          .select(['first_ms as firstMs', 'at_ms as atMs'])
          .where('cluster', '=', cluster)
          .executeTakeFirst();
        return row ?? null;
      }),
    lastChangeId: () =>
      run(async () => {
        const row = await db
          .selectFrom('changes')
          .select((eb) => eb.fn.max('id').as('id'))
          .executeTakeFirst();
        return row?.id ?? 0;
      }),
    at: (cluster, kinds, atMs) => run(() => factsAt(db, cluster, kinds, atMs)),
    over: (cluster, kinds, fromMs, toMs) =>
      reading((undisturbed) => factsOver(undisturbed, cluster, kinds, fromMs, toMs)),
    changes: (query) => run(() => listChanges(db, query)),
    occurrences: (query) => run(() => listOccurrences(db, query)),
    operationsUnderWay: (cluster, atMs) => run(() => operationsUnderWay(db, cluster, atMs)),
    samples: (query) => reading((undisturbed) => readSamples(undisturbed, query)),
    samplesAt: (cluster, atMs, withinMs, member) =>
      reading((undisturbed) => readSamplesAt(undisturbed, cluster, atMs, withinMs, member)),
    notes: (cluster, fromMs, toMs, deleted) => run(() => listNotes(db, cluster, fromMs, toMs, deleted)),
    addNote: (cluster, note) => run(() => addNote(db, cluster, note)),
    reviseNote: (cluster, id, basedOn, revision) => run(() => reviseNote(db, cluster, id, basedOn, revision)),
    revisions: (cluster, id) => run(() => listRevisions(db, cluster, id)),
    audit: (query) => run(() => listAudit(db, query)),
    addAudit: (entry) => run(() => addAudit(db, entry)),
    addEnding: (ending) => run(() => addEnding(db, ending)),
    endings: () => run(() => listEndings(db)),
    displays: () => run(() => listDisplays(db)),
    putDisplay: (display, forgetBeforeMs) => run(() => putDisplay(db, display, forgetBeforeMs)),
    upkeep: (retention, nowMs) => run(() => upkeep(retention, nowMs)),
    size: () => reading((undisturbed) => sizeOf(undisturbed, host.bytes())),
    backup: (path) => run(() => host.backup(path)),
    async close() {
      if (closed) return;
      closed = true;
      await db.destroy();
      host.close();
    },
  };
}
