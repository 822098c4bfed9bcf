/** Facts: what holds from a moment on. Any moment costs one seek for each thing that there was then. */
import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Fact, Json } from '../store.ts';
import { slices } from './slices.ts';
import type { Sql } from './tables.ts';

type Entity = { kind: string; name: string; facts: Map<number, Fact> };

/** Of two facts of one thing with the same beginning the later one counts. */
export async function writeFacts(db: Sql, cluster: string, facts: readonly Fact[]): Promise<void> {
  for (const entities of slices(byEntity(facts))) {
    const ids = await upsertEntities(db, cluster, entities);
    const rows = entities.flatMap((entity) => {
      const id = ids.get(keyOf(entity));
      if (id === undefined) throw new Error(`no row for ${entity.kind} ${entity.name}`);
      return [...entity.facts.values()].map(({ fromMs, value }) => ({
        entity: id,
        from_ms: fromMs,
        value: toText(value),
      }));
    });
    for (const values of slices(rows))
      await db
        .insertInto('facts')
        .values(values)
        .onConflict((on) =>
          on.columns(['entity', 'from_ms']).doUpdateSet((eb) => ({ value: eb.ref('excluded.value') })),
        )
        .execute();
  }
}

const keyOf = ({ kind, name }: { kind: string; name: string }): string => `${kind}\n${name}`;

function byEntity(facts: readonly Fact[]): Entity[] {
  const entities = new Map<string, Entity>();
  for (const fact of facts) {
    const key = keyOf(fact);
    const entity = entities.get(key) ?? { kind: fact.kind, name: fact.name, facts: new Map<number, Fact>() };
    entity.facts.set(fact.fromMs, fact);
    entities.set(key, entity);
  }
  return [...entities.values()];
}

/** Their ids by `keyOf`. */
async function upsertEntities(
  db: Sql,
  cluster: string,
  entities: readonly Entity[],
): Promise<Map<string, number>> {
  const rows = entities.map(({ kind, name, facts }) => {
    const ordered = [...facts.values()].toSorted((a, b) => a.fromMs - b.fromMs);
    const last = ordered.at(-1);
    return {
      cluster,
      kind,
      name,
      first_ms: ordered[0]?.fromMs ?? 0,
      last_ms: last?.fromMs ?? 0,
      gone_ms: last?.value === null ? last.fromMs : null,
    };
  });
  const ids = await db
    .insertInto('entities')
    .values(rows)
    .onConflict((on) =>
      on.columns(['cluster', 'kind', 'name']).doUpdateSet({
        first_ms: sql`case when excluded.first_ms < entities.first_ms then excluded.first_ms else entities.first_ms end`,
        gone_ms: sql`case when excluded.last_ms >= entities.last_ms then excluded.gone_ms else entities.gone_ms end`,
        last_ms: sql`case when excluded.last_ms >= entities.last_ms then excluded.last_ms else entities.last_ms end`,
      }),
    )
    .returning(['id', 'kind', 'name'])
    .execute();
  return new Map(ids.map((row) => [keyOf(row), row.id]));
}

export async function factsAt(
  db: Sql,
  cluster: string,
  kinds: readonly string[],
  atMs: number,
): Promise<Fact[]> {
  if (kinds.length === 0) return [];
  const rows = await db
    .selectFrom('entities')
    .innerJoin('facts', 'facts.entity', 'entities.id')
    .select(['kind', 'name', 'from_ms', 'value'])
    .where('cluster', '=', cluster)
    .where('kind', 'in', kinds)
    .where('first_ms', '<=', atMs)
    .where((eb) => eb.or([eb('gone_ms', 'is', null), eb('gone_ms', '>', atMs)]))
    .where(isLastBy(atMs))
    .where('value', 'is not', null)
    .execute();
  return rows.map(toFact).toSorted(byKindNameTime);
}

/** Whether a fact is the last one of its entity up to a moment. */
const isLastBy = (atMs: number): RawBuilder<SqlBool> =>
  sql`facts.from_ms = (select max(earlier.from_ms) from facts as earlier
    where earlier.entity = entities.id and earlier.from_ms <= ${atMs})`;

export async function factsOver(
  db: Sql,
  cluster: string,
  kinds: readonly string[],
  fromMs: number,
  toMs: number,
): Promise<Fact[]> {
  if (kinds.length === 0) return [];
  const held = await factsAt(db, cluster, kinds, fromMs);
  const rows = await db
    .selectFrom('entities')
    .innerJoin('facts', 'facts.entity', 'entities.id')
    .select(['kind', 'name', 'from_ms', 'value'])
    .where('cluster', '=', cluster)
    .where('kind', 'in', kinds)
    .where('last_ms', '>', fromMs)
    .where('first_ms', '<', toMs)
    .where('from_ms', '>', fromMs)
    .where('from_ms', '<', toMs)
    .execute();
  return [...held, ...rows.map(toFact)].toSorted(byKindNameTime);
}

type Row = { kind: string; name: string; from_ms: number; value: string | null };

const toText = (value: Json): string | null => (value === null ? null : JSON.stringify(value));

const toFact = ({ kind, name, from_ms, value }: Row): Fact => ({
  kind,
  name,
  fromMs: from_ms,
  value: value === null ? null : JSON.parse(value),
});

/** By code units: databases differ in how they sort texts. */
function byKindNameTime(a: Fact, b: Fact): number {
  if (a.kind !== b.kind) return a.kind < b.kind ? -1 : 1;
  if (a.name !== b.name) return a.name < b.name ? -1 : 1;
  return a.fromMs - b.fromMs;
}
