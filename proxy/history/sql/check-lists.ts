/** What must hold of facts, changes, occurrences and notes. */
import { sql } from 'kysely';
import type { Sql } from './tables.ts';

/** What is wrong, and which rows are: `what` names each of them. */
const RULES: readonly { problem: string; rows: ReturnType<typeof sql<{ what: string }>> }[] = [
  {
    problem: 'a fact is about nothing that is known',
    rows: sql`select cast(id as text) as what from facts where entity not in (select id from entities)`,
  },
  {
    problem: 'nothing is known of something',
    rows: sql`select kind || ' ' || name as what from entities where id not in (select entity from facts)`,
  },
  {
    problem: 'the times of something are not those of its facts',
    rows: sql`
      select kind || ' ' || name as what from entities
      join (select entity, min(from_ms) as first, max(from_ms) as last from facts group by entity) as own
        on own.entity = entities.id
      where first_ms > own.first or last_ms <> own.last`,
  },
  {
    problem: 'something is gone that is there, or the other way round',
    rows: sql`
      select kind || ' ' || name as what from entities
      join facts on facts.entity = entities.id and facts.from_ms = entities.last_ms
      where (value is null and (gone_ms is null or gone_ms <> last_ms))
        or (value is not null and gone_ms is not null)`,
  },
  {
    problem: 'a change was found before it can have happened',
    rows: sql`select cast(id as text) as what from changes where since_ms > at_ms`,
  },
  {
    problem: 'something is of a cluster of which nothing was recorded',
    rows: sql`
      select distinct cluster as what from (
        select cluster from entities union select cluster from changes union select cluster from occurrences
        union select cluster from series union select cluster from writers
      ) as all_of_them
      where cluster not in (select cluster from recorded)`,
  },
  {
    problem: 'revisions of a note are missing',
    rows: sql`
      select cast(notes.id as text) as what from notes
      left join (select note, count(*) as number, max(revision) as last from note_revisions group by note) as said
        on said.note = notes.id
      where said.note is null or said.number <> said.last`,
  },
  {
    problem: 'a revision is of no note',
    rows: sql`select cast(note as text) as what from note_revisions where note not in (select id from notes)`,
  },
];

export async function checkLists(db: Sql): Promise<string[]> {
  const problems: string[] = [];
  for (const { problem, rows } of RULES) {
    const found = await rows.execute(db);
    problems.push(...found.rows.map(({ what }) => `${problem}: ${what}`));
  }
  return problems;
}
