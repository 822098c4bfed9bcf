/** A past for tests of routes: lists and notes in a real store, and moments that are told in advance. */
import type { History, Past } from '../history/history.ts';
import { openSqlite } from '../history/sqlite.ts';
import type { HistoryStore, StoreFailure } from '../history/store.ts';
import { type Result, err, ok } from '../result.ts';
import type { ClusterView } from '../wire/delta.ts';
import { BEAT_MS, MINUTE, NOW_MS, snapshotOf } from '../wire/testing/scenes.ts';
import { span, trailsOf } from '../wire/testing/trails.ts';
import { firstSnapshot } from '../rollcall/state.ts';

/** Of which nothing is known before. */
export const FIRST_MS = NOW_MS - 60 * MINUTE;

export type TestHistory = History & {
  store: HistoryStore;
  /** All that is asked of single moments fails with this from now on; null: it goes well again. */
  fail(failure: StoreFailure | null): void;
};

/** Of one cluster, `prod`, in which all was well at each moment since `FIRST_MS`, and of which no member is told in detail. */
export async function makeHistory(differs: Partial<Past> = {}): Promise<TestHistory> {
  const opened = await openSqlite(':memory:');
  if (!opened.ok) throw new Error(opened.error.message);
  let failure: StoreFailure | null = null;
  const told = async <T>(value: T): Promise<Result<T, StoreFailure>> =>
    failure === null ? ok(value) : err(failure);
  const momentOf = (atMs: number) => ({
    atMs,
    state: atMs < FIRST_MS ? ('before' as const) : ('recorded' as const),
    blind: null,
    firstMs: FIRST_MS,
  });
  const past: Past = {
    moment: (atMs) => told(momentOf(atMs)),
    view: (atMs) => told({ view: viewOf(atMs), moment: momentOf(atMs) }),
    detail: () => told(undefined),
    hardware: () => told(undefined),
    instances: () => told(undefined),
    series: () => told(undefined),
    trails: (fromMs, toMs, nowMs, member) =>
      told(
        member === undefined || member === 'node-1'
          ? trailsOf({ fromMs, toMs, nowMs, firstMs: FIRST_MS, members: { 'node-1': [span(FIRST_MS)] } })
          : undefined,
      ),
    ...differs,
  };
  return {
    store: opened.value,
    past: (cluster) => (cluster === 'prod' ? past : undefined),
    fail(next) {
      failure = next;
    },
  };
}

function viewOf(atMs: number): ClusterView {
  const cluster = {
    key: 'prod',
    name: 'prod',
    demo: false,
    rollCallIntervalMs: BEAT_MS,
    probeIntervalMs: BEAT_MS,
  };
  const snapshot = atMs < FIRST_MS ? { ...firstSnapshot(cluster, atMs), observedAtMs: atMs } : movedTo(atMs);
  return { seq: 0, snapshot, changes: [], events: [], flapping: [] };
}

/** The scene in which all is well, seen at another moment. */
function movedTo(atMs: number): ClusterView['snapshot'] {
  const scene = snapshotOf();
  const seen = { ...scene.parts.members, observedAtMs: atMs };
  return {
    ...scene,
    observedAtMs: atMs,
    parts: { server: seen, cluster: seen, members: seen, groups: seen },
    members: scene.members.map((member) => ({ ...member, probe: { ...member.probe, observedAtMs: atMs } })),
  };
}
