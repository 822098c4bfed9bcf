/** What is known of every cluster now, and who wants to hear of it: the one place between roll calls and readers. */
import { assess } from '../wire/assess.ts';
import type { ClusterSummary } from '../wire/api.ts';
import { MAX_CHANGES } from '../wire/change.ts';
import { type ClusterView, type Delta, deltaOf } from '../wire/delta.ts';
import { type LifecycleEvent, MAX_EVENTS, type RecordedEvent } from '../wire/event.ts';
import { type Judged, diff, judge } from '../wire/diff.ts';
import { watchFlaps } from '../wire/flapping.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import type { Verdict } from '../wire/verdict.ts';
import { lxdWord } from '../wire/witness.ts';

/** Told of each new view, with the step that leads to it. */
export type Listener = (key: string, view: ClusterView, delta: Delta) => void;

export type Board = {
  /**
   * Takes the newest snapshot of its cluster, and the events that were heard since the one before, oldest first; finds
   * what changed and tells everybody.
   */
  publish(snapshot: ClusterSnapshot, events?: readonly LifecycleEvent[]): void;
  /** Keys in the order of the configuration. */
  keys(): string[];
  view(key: string): ClusterView | undefined;
  /** Of all, or of those with these keys. */
  summaries(nowMs: number, keys?: 'all' | readonly string[]): ClusterSummary[];
  /** Returns the way to stop listening. */
  listen(listener: Listener): () => void;
};

/** What is remembered from before: lists newest first, and the last judgement. */
export type Remembered = Pick<ClusterView, 'changes' | 'events'> & { judged: Judged | null };

/**
 * A board of clusters of which nothing is known but these first snapshots, and what is remembered of them, by key. The
 * numbers of changes go on from `lastChangeId`, those of events from the highest that is remembered.
 */
export function createBoard(
  first: readonly ClusterSnapshot[],
  remembered: ReadonlyMap<string, Remembered> = new Map(),
  lastChangeId = 0,
): Board {
  const views = new Map(
    first.map((snapshot): [string, ClusterView] => {
      const { changes, events } = remembered.get(snapshot.cluster.key) ?? { changes: [], events: [] };
      return [snapshot.cluster.key, { seq: 0, snapshot, changes, events, flapping: [] }];
    }),
  );
  const flaps = new Map([...views].map(([key, { changes }]) => [key, watchFlaps(changes)] as const));
  const judgements = new Map(
    first.map((snapshot): [string, Judged | null] => {
      const { key } = snapshot.cluster;
      return [key, remembered.get(key)?.judged ?? judge(snapshot)];
    }),
  );
  const listeners = new Set<Listener>();
  let changeId = lastChangeId;
  let eventId = Math.max(0, ...[...views.values()].map(({ events }) => events[0]?.id ?? 0));

  return {
    publish(snapshot, events = []) {
      const { key } = snapshot.cluster;
      const before = views.get(key);
      const flapWatch = flaps.get(key);
      if (before === undefined || flapWatch === undefined)
        throw new Error(`no such cluster on the board: ${key}`);
      const was = judgements.get(key) ?? null;
      const is = judge(snapshot);
      judgements.set(key, is ?? was);
      const found = diff(before.snapshot, snapshot, was, is).map((change) => ({ ...change, id: ++changeId }));
      const heard = events.map((event): RecordedEvent => ({ ...event, id: ++eventId }));
      flapWatch.take(found);
      const view: ClusterView = {
        seq: before.seq + 1,
        snapshot,
        changes: [...found.toReversed(), ...before.changes].slice(0, MAX_CHANGES),
        events: [...heard.toReversed(), ...before.events].slice(0, MAX_EVENTS),
        flapping: flapWatch.flapping(snapshot.observedAtMs),
      };
      views.set(key, view);
      if (listeners.size === 0) return;
      const delta = deltaOf(before, view);
      for (const listener of listeners) listener(key, view, delta);
    },
    keys: () => [...views.keys()],
    view: (key) => views.get(key),
    summaries: (nowMs, keys = 'all') =>
      [...views]
        .filter(([key]) => keys === 'all' || keys.includes(key))
        .map(([, { snapshot }]) => summaryOf(snapshot, nowMs)),
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** A cluster as it stands in a list at a moment. `verdict`: where it is another than that of the snapshot alone. */
export function summaryOf(
  snapshot: ClusterSnapshot,
  nowMs: number,
  verdict: Verdict = assess(snapshot, nowMs),
): ClusterSummary {
  const { cluster, members, parts, rollCallIntervalMs } = snapshot;
  const { level, sentence, quorum } = verdict;
  const statuses: Record<string, number> = {};
  for (const member of members) {
    const { word } = lxdWord(member, snapshot, nowMs);
    statuses[word] = (statuses[word] ?? 0) + 1;
  }
  return {
    key: cluster.key,
    name: cluster.name,
    demo: cluster.demo,
    product: cluster.product,
    serverVersion: cluster.serverVersion,
    level,
    sentence,
    quorumSentence: quorum.sentence,
    memberCount: members.length,
    statuses,
    observedAtMs: parts.members.observedAtMs,
    rollCallIntervalMs,
  };
}
