/** What a run of the proxy begins with: what the last one knew of a cluster, read at the start within a bounded time. */
import { setTimeout as pause } from 'node:timers/promises';
import { MAX_CHANGES, type RecordedChange } from '../wire/change.ts';
import type { Judged } from '../wire/diff.ts';
import { MAX_EVENTS, type RecordedEvent } from '../wire/event.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { NO_VITALS } from '../wire/vitals.ts';
import { heldIn, parsed } from './decode.ts';
import { VERDICT_LANE, VerdictLane } from './facts.ts';
import { type Holding, readHolding } from './holding.ts';
import { readingsOf } from './readings.ts';
import { snapshotAt } from './rehydrate.ts';
import type { HistoryStore } from './store.ts';

/** A disk that is slow must not keep anybody from seeing what is now. */
const READ_WITHIN_MS = 3000;

export type Recalled = {
  holding: Holding;
  /** Newest first. */
  changes: RecordedChange[];
  events: RecordedEvent[];
};

/** Undefined: it could not be read, or not in time. */
async function inTime<T>(reading: Promise<T | undefined>): Promise<T | undefined> {
  const giveUp = new AbortController();
  const late = pause(READ_WITHIN_MS, undefined, { signal: giveUp.signal }).catch(() => undefined);
  try {
    return await Promise.race([reading, late]);
  } finally {
    giveUp.abort();
  }
}

export const recall = (store: HistoryStore, cluster: string): Promise<Recalled | undefined> =>
  inTime(readLast(store, cluster));

async function readLast(store: HistoryStore, cluster: string): Promise<Recalled | undefined> {
  const ever = { cluster, fromMs: 0, toMs: Number.MAX_SAFE_INTEGER };
  const [holding, changes, events] = await Promise.all([
    readHolding(store, cluster),
    store.changes({ ...ever, limit: MAX_CHANGES }),
    store.occurrences({ ...ever, kinds: ['lifecycle'], limit: MAX_EVENTS }),
  ]);
  if (!holding.ok || !changes.ok || !events.ok) return undefined;
  return {
    holding: holding.value,
    changes: byNumber(changes.value.items),
    events: byNumber(
      events.value.items.flatMap((each) =>
        each.kind === 'lifecycle' ? [{ ...each.event, id: each.id }] : [],
      ),
    ),
  };
}

/**
 * The store goes by time, the board by number, to tell what is new. Where a clock was set back the two differ, and what is
 * old would be told and written again.
 */
const byNumber = <T extends { id: number }>(items: readonly T[]): T[] =>
  items.toSorted((a, b) => b.id - a.id);

/** With which numbers of changes go on. Where the store can't tell, they go on from the time, which is higher than any before. */
export async function lastChangeId(store: HistoryStore, nowMs: number): Promise<number> {
  const last = await inTime(store.lastChangeId());
  return last?.ok === true ? last.value : nowMs;
}

/**
 * `first`, the snapshot of a cluster of which nothing is known, with what was known of it at the end of the last run. Every
 * part is pending, with the time of its last good value, so that nothing of it passes for live.
 */
export function knownSnapshot(first: ClusterSnapshot, holding: Holding): ClusterSnapshot {
  if (holding === null) return first;
  const held = heldIn(holding.facts);
  if (held.frame === undefined) return first;
  const { atMs, firstMs } = holding.last;
  const recording = { ...first.recording, firstMs };
  const known = snapshotAt(held.frame, held, readingsOf([]), [], recording, { atMs, seenMs: atMs });
  const { key, name, demo } = first.cluster;
  const pending = <T extends ClusterSnapshot['parts']['server']>(part: T): T => ({
    ...part,
    status: 'pending',
    failure: null,
    failingSinceMs: null,
  });
  return {
    ...first,
    cluster: { ...known.cluster, key, name, demo },
    observedAtMs: atMs,
    groups: known.groups,
    leadership: known.leadership,
    parts: {
      server: pending(known.parts.server),
      cluster: pending(known.parts.cluster),
      members: pending(known.parts.members),
      groups: pending(known.parts.groups),
    },
    recording,
    members: known.members.map((member) => ({ ...member, vitals: NO_VITALS })),
    warnings: known.warnings,
  };
}

/** The last verdict; null: there was none. */
export function lastJudgement(holding: Holding): Judged | null {
  const fact = holding?.facts.find(({ kind, name }) => kind === 'lane' && name === VERDICT_LANE);
  const verdict = fact === undefined ? undefined : parsed(VerdictLane, fact.value);
  if (holding === null || verdict === undefined) return null;
  return { atMs: holding.last.atMs, level: verdict.level, sentence: '' };
}
