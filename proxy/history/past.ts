/** The past of one cluster, read back from the store in the shapes of the present. */
import { type Result, ok } from '../result.ts';
import { MAX_CHANGES } from '../wire/change.ts';
import type { ClusterView } from '../wire/delta.ts';
import { watchFlaps } from '../wire/flapping.ts';
import { MAX_EVENTS, type RecordedEvent } from '../wire/event.ts';
import type { BlindSpot, Moment } from '../wire/moment.ts';
import type { Occurrence } from '../wire/occurrence.ts';
import type { Operation } from '../wire/operation.ts';
import type { ClusterSnapshot } from '../wire/snapshot.ts';
import { hardwareIn, heldIn, instancesIn, serverIn } from './decode.ts';
import { VIEW_KINDS, instanceKind } from './facts.ts';
import type { Past } from './history.ts';
import { operationsThen } from './operations-then.ts';
import { readingsOf } from './readings.ts';
import { type Then, detailAt, hardwareAt, instancesAt, snapshotAt } from './rehydrate.ts';
import { seriesOf, stepsOf } from './series.ts';
import type { Fact, HistoryStore, StoreFailure } from './store.ts';
import { type Renaming, blindSpotsOf, sawNothing, trailsOf } from './trails.ts';

/** A number this old still stands beside the time it is of; what is kept longest is in steps of 15 min. */
const READING_WITHIN_MS = 20 * 60_000;
/** The recorder writes at least each 10 s; when it has not for this long, what went on since is not recorded. */
const UNWRITTEN_AFTER_MS = 30_000;
/** Operations that failed stay in sight for 5 min. */
const ENDED_WITHIN_MS = 5 * 60_000;
const MAX_RENAMINGS = 100;

export type PastDeps = {
  store: HistoryStore;
  cluster: string;
  /** The cluster of which nothing is known. */
  empty(atMs: number): ClusterSnapshot;
  /** Operations that are under way now: of those that will have been, none has been recorded yet. */
  underWay(): readonly Operation[];
  now(): number;
};

/** Ends the work with the first failure, so that what follows can be written as if there were none. */
class Failed extends Error {
  readonly failure: StoreFailure;
  constructor(failure: StoreFailure) {
    super(failure.message);
    this.failure = failure;
  }
}

const value = async <T>(stored: Promise<Result<T, StoreFailure>>): Promise<T> => {
  const result = await stored;
  if (!result.ok) throw new Failed(result.error);
  return result.value;
};

async function found<T>(work: () => Promise<T>): Promise<Result<T, StoreFailure>> {
  try {
    return ok(await work());
  } catch (error) {
    if (error instanceof Failed) return { ok: false, error: error.failure };
    throw error;
  }
}

export function createPast({ store, cluster, empty, underWay, now }: PastDeps): Past {
  /** What is not recorded at the end of the record, because it can't be written at present. */
  const unwritten = (lastMs: number): BlindSpot[] =>
    now() - lastMs > UNWRITTEN_AFTER_MS ? [{ fromMs: lastMs + 1, toMs: null, cause: 'not-recorded' }] : [];

  /** Of the moment: what it is worth, and the facts of these kinds. */
  const atMoment = async (
    atMs: number,
    kinds: readonly string[],
  ): Promise<{ moment: Moment; when: Then; facts: Fact[] }> => {
    const [last, facts, since] = await Promise.all([
      value(store.last(cluster)),
      value(store.at(cluster, [...kinds, 'watch'], atMs)),
      value(store.over(cluster, ['watch'], atMs, now() + 1)),
    ]);
    const firstMs = last?.firstMs ?? null;
    if (last === null || atMs < last.firstMs) {
      return {
        moment: { atMs, state: 'before', blind: null, firstMs },
        when: { atMs, seenMs: atMs },
        facts: [],
      };
    }
    const spots = [...blindSpotsOf(since), ...unwritten(last.atMs)];
    const blind =
      spots.find((spot) => spot.fromMs <= atMs && (spot.toMs === null || atMs < spot.toMs)) ?? null;
    const seenMs = blind !== null && sawNothing(blind) ? blind.fromMs - 1 : atMs;
    const state = blind === null ? 'recorded' : 'blind';
    return { moment: { atMs, state, blind, firstMs }, when: { atMs, seenMs }, facts };
  };
  const readingsAt = async (atMs: number, member?: string) =>
    readingsOf(await value(store.samplesAt(cluster, atMs, READING_WITHIN_MS, member)));

  const listsAt = async (atMs: number): Promise<Pick<ClusterView, 'changes' | 'events' | 'flapping'>> => {
    const query = { cluster, fromMs: 0, toMs: atMs + 1 };
    const [changes, events] = await Promise.all([
      value(store.changes({ ...query, limit: MAX_CHANGES })),
      value(store.occurrences({ ...query, kinds: ['lifecycle'], limit: MAX_EVENTS })),
    ]);
    return {
      changes: changes.items,
      events: events.items.flatMap(eventOf),
      flapping: watchFlaps(changes.items).flapping(atMs),
    };
  };
  const operationsAt = async (atMs: number): Promise<Operation[]> => {
    const ended = { cluster, kinds: ['operation'] as const, fromMs: atMs - ENDED_WITHIN_MS, toMs: atMs + 1 };
    const [before, after] = await Promise.all([
      value(store.occurrences({ ...ended, limit: MAX_EVENTS })),
      value(store.operationsUnderWay(cluster, atMs)),
    ]);
    return operationsThen({ before: before.items, after, now: underWay() }, atMs);
  };

  /** What `make` makes of the facts of one that was a member at the moment. */
  const ofMember = <T>(
    member: string,
    atMs: number,
    kinds: readonly string[],
    make: (facts: readonly Fact[], then: Then) => Promise<T>,
  ): Promise<Result<T | undefined, StoreFailure>> =>
    found(async () => {
      const { facts, when } = await atMoment(atMs, ['member', ...kinds]);
      return heldIn(facts.filter(({ name }) => name === member)).members.has(member)
        ? make(
            facts.filter(({ kind, name }) => name === member || name === '' || kind === instanceKind(member)),
            when,
          )
        : undefined;
    });

  return {
    moment: (atMs) => found(async () => (await atMoment(atMs, [])).moment),
    view: (atMs) =>
      found(async () => {
        const [{ moment, when, facts }, readings, lists, operations] = await Promise.all([
          atMoment(atMs, VIEW_KINDS),
          readingsAt(atMs),
          listsAt(atMs),
          operationsAt(atMs),
        ]);
        const held = heldIn(facts);
        const recording = {
          state: 'recording',
          sinceMs: null,
          reason: null,
          firstMs: moment.firstMs,
        } as const;
        const snapshot =
          held.frame === undefined
            ? { ...empty(atMs), recording }
            : snapshotAt(held.frame, held, readings, operations, recording, when);
        return { view: { seq: 0, snapshot, ...lists }, moment };
      }),
    detail: (member, atMs) =>
      ofMember(member, atMs, ['server', 'host', 'pools'], async (facts, then) => {
        const { hosts, pools } = heldIn(facts);
        const held = { server: serverIn(facts, member), host: hosts.get(member), pools: pools.get(member) };
        return detailAt(member, held, await readingsAt(then.atMs, member), then);
      }),
    hardware: (member, atMs) =>
      ofMember(member, atMs, ['hardware'], async (facts, then) =>
        hardwareAt(member, hardwareIn(facts, member), await readingsAt(then.atMs, member), then),
      ),
    instances: (member, atMs) =>
      ofMember(member, atMs, ['rings', 'counts', instanceKind(member)], async (facts, then) =>
        instancesAt(heldIn(facts), member, instancesIn(facts, instanceKind(member)), then),
      ),
    series: (member, range, atMs) =>
      ofMember(member, atMs, ['pools'], async (facts) => {
        const totals = new Map(
          (heldIn(facts).pools.get(member)?.value ?? []).flatMap(({ name, totalBytes }) =>
            totalBytes === null ? [] : [[name, totalBytes]],
          ),
        );
        const rows = await value(store.samples({ cluster, members: [member], ...stepsOf(range, atMs) }));
        return seriesOf(range, atMs, rows, totals);
      }),
    trails: (fromMs, toMs, nowMs, member) =>
      found(async () => {
        const [last, facts, renamed] = await Promise.all([
          value(store.last(cluster)),
          value(store.over(cluster, ['lane', 'watch'], fromMs, toMs)),
          value(store.changes({ cluster, fromMs, toMs, kinds: ['member-renamed'], limit: MAX_RENAMINGS })),
        ]);
        const renamings = renamed.items
          .toReversed()
          .flatMap(({ atMs, before, after }): Renaming[] =>
            before === null || after === null ? [] : [{ atMs, before, after }],
          );
        const tail = last === null ? [] : unwritten(last.atMs);
        const blind = [...blindSpotsOf(facts), ...tail].filter((spot) => spot.fromMs < toMs);
        const firstMs = last?.firstMs ?? null;
        const trails = trailsOf({ facts, renamings, blind, firstMs, range: { fromMs, toMs }, nowMs });
        if (member === undefined) return trails;
        const spans = new Map(Object.entries(trails.members)).get(member);
        return spans === undefined ? undefined : { ...trails, members: { [member]: spans } };
      }),
  };
}

const eventOf = (occurrence: Occurrence): RecordedEvent[] =>
  occurrence.kind === 'lifecycle' ? [{ ...occurrence.event, id: occurrence.id }] : [];
