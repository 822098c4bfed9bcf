/** What a cluster's record says last, with which the next run goes on. */
import { type Result, ok } from '../result.ts';
import { MAX_OPERATIONS } from '../wire/operation.ts';
import { memberOfLane, VIEW_KINDS, instanceKind } from './facts.ts';
import type { Fact, HistoryStore, Last, StoreFailure } from './store.ts';

/** Null: nothing has been recorded. `ended`: ids of operations whose end was recorded of late, and which LXD may list still. */
export type Holding = { last: Last; facts: Fact[]; ended: string[] } | null;

/** LXD lists an operation for seconds after its end; a clock that differs, and one that waits to be written, have room in this. */
const LISTED_WITHIN_MS = 10 * 60_000;

const KINDS = [...VIEW_KINDS, 'server', 'hardware', 'lane'];

export async function readHolding(
  store: Pick<HistoryStore, 'last' | 'at' | 'occurrences'>,
  cluster: string,
): Promise<Result<Holding, StoreFailure>> {
  const last = await store.last(cluster);
  if (!last.ok) return last;
  if (last.value === null) return ok(null);
  const { atMs } = last.value;
  const facts = await store.at(cluster, KINDS, atMs);
  if (!facts.ok) return facts;
  const members = facts.value.flatMap(({ kind, name }) =>
    kind === 'lane' ? (memberOfLane(name) ?? []) : [],
  );
  const instances = await store.at(cluster, members.map(instanceKind), atMs);
  if (!instances.ok) return instances;
  const late = { fromMs: atMs - LISTED_WITHIN_MS, toMs: Number.MAX_SAFE_INTEGER };
  const ends = await store.occurrences({ cluster, ...late, kinds: ['operation'], limit: MAX_OPERATIONS });
  if (!ends.ok) return ends;
  const ended = ends.value.items.flatMap((each) => (each.kind === 'operation' ? [each.operation.id] : []));
  return ok({ last: last.value, facts: [...facts.value, ...instances.value], ended });
}
