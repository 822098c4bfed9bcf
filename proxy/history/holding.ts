/** What a cluster's record says last, with which the next run goes on. */
import { type Result, ok } from '../result.ts';
import { memberOfLane, VIEW_KINDS, instanceKind } from './facts.ts';
import type { Fact, HistoryStore, Last, StoreFailure } from './store.ts';

/** Null: nothing has been recorded. */
export type Holding = { last: Last; facts: Fact[] } | null;

const KINDS = [...VIEW_KINDS, 'server', 'hardware', 'lane'];

export async function readHolding(
  store: Pick<HistoryStore, 'last' | 'at'>,
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
  return ok({ last: last.value, facts: [...facts.value, ...instances.value] });
}
