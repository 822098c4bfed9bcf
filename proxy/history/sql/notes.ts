/** Notes, of which every revision is kept. */
import type { Note } from '../../wire/history.ts';
import { StoreError } from './store-error.ts';
import type { Sql } from './tables.ts';

type Revision = Pick<Note, 'fromMs' | 'toMs' | 'text' | 'author' | 'editedAtMs' | 'deleted'>;

const revisionsIn = (db: Sql, cluster: string) =>
  db
    .selectFrom('notes')
    .innerJoin('note_revisions as said', 'said.note', 'notes.id')
    .select([
      'notes.id',
      'revision',
      'from_ms as fromMs',
      'to_ms as toMs',
      'text',
      'author',
      'created_ms as createdAtMs',
      'edited_ms as editedAtMs',
      'deleted',
    ])
    .where('cluster', '=', cluster);

/** The last revisions of those that touch the range. */
export async function listNotes(
  db: Sql,
  cluster: string,
  fromMs: number,
  toMs: number,
  deleted: boolean,
): Promise<Note[]> {
  let query = revisionsIn(db, cluster)
    .where('revision', '=', (eb) =>
      eb
        .selectFrom('note_revisions as any_said')
        .select((each) => each.fn.max('any_said.revision').as('last'))
        .whereRef('any_said.note', '=', 'notes.id'),
    )
    .where('from_ms', '<', toMs)
    .where((eb) => eb.or([eb('from_ms', '>=', fromMs), eb('to_ms', '>=', fromMs)]));
  if (!deleted) query = query.where('deleted', '=', 0);
  const rows = await query.orderBy('from_ms').orderBy('notes.id').execute();
  return rows.map(toNote);
}

export async function addNote(
  db: Sql,
  cluster: string,
  { createdAtMs, ...said }: Omit<Note, 'id' | 'revision' | 'deleted'>,
): Promise<Note> {
  return db.transaction().execute(async (trx) => {
    const { id } = await trx
      .insertInto('notes')
      .values({ cluster, created_ms: createdAtMs })
      .returning('id')
      .executeTakeFirstOrThrow();
    return write(trx, { id, revision: 1, createdAtMs, ...said, deleted: false });
  });
}

export async function reviseNote(
  db: Sql,
  cluster: string,
  id: number,
  basedOn: number,
  said: Revision,
): Promise<Note> {
  return db.transaction().execute(async (trx) => {
    const [last] = await readRevisions(trx, cluster, id);
    if (last === undefined) throw new StoreError('not-found', `there is no note ${id}`);
    if (last.revision !== basedOn)
      throw new StoreError(
        'conflict',
        `note ${id} was changed meanwhile: its last revision is ${last.revision}`,
      );
    return write(trx, { id, createdAtMs: last.createdAtMs, ...said, revision: basedOn + 1 });
  });
}

/** The newest first. Throws `not-found` where there is no such note. */
export async function listRevisions(db: Sql, cluster: string, id: number): Promise<Note[]> {
  const revisions = await readRevisions(db, cluster, id);
  if (revisions.length === 0) throw new StoreError('not-found', `there is no note ${id}`);
  return revisions;
}

async function readRevisions(db: Sql, cluster: string, id: number): Promise<Note[]> {
  const rows = await revisionsIn(db, cluster)
    .where('notes.id', '=', id)
    .orderBy('revision', 'desc')
    .execute();
  return rows.map(toNote);
}

async function write(db: Sql, note: Note): Promise<Note> {
  await db
    .insertInto('note_revisions')
    .values({
      note: note.id,
      revision: note.revision,
      from_ms: note.fromMs,
      to_ms: note.toMs,
      text: note.text,
      author: note.author,
      edited_ms: note.editedAtMs,
      deleted: note.deleted ? 1 : 0,
    })
    .execute();
  return note;
}

const toNote = (row: Omit<Note, 'deleted'> & { deleted: number }): Note => ({
  ...row,
  deleted: row.deleted !== 0,
});
