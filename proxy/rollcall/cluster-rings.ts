/** What one member is asked for all: instances, operations, warnings and pools, as often as it may cost. */
import type { LxdClient } from '../lxd/client.ts';
import { hedge } from '../lxd/hedge.ts';
import { fetchAllInstances, fetchInstance } from '../lxd/read/instances.ts';
import { fetchAllOperations } from '../lxd/read/operations.ts';
import { fetchAllPools } from '../lxd/read/pools.ts';
import type { Heard, Reading } from '../lxd/read/read.ts';
import { fetchWarnings } from '../lxd/read/warnings.ts';
import { type Result, err } from '../result.ts';
import type { LifecycleEvent } from '../wire/event.ts';
import type { ClusterSnapshot, Failure, Rings } from '../wire/snapshot.ts';
import { MAX_WARNINGS, type Warning } from '../wire/warning.ts';
import { createInstanceFollower } from './instance-follower.ts';
import type { Operations } from './operations.ts';
import { failedAt, heardAt, lacking } from './part.ts';
import type { Register } from './register.ts';
import { type Ring, startRing } from './ring.ts';
import { withRing } from './state.ts';

/** Thousands of instances take seconds to be put together. */
const DEADLINE_MS = 20_000;

/**
 * The usual pauses, and the shares of one core that the answers may take: less than a half of the one per cent that we may
 * cost a member; the rest is the roll call's. Events bring what is new in between. Lists that look small may cost much:
 * with 5,000 instances a real LXD takes a second for them, and nearly as long for its pools, of which it says who uses them.
 */
const PACES = {
  instances: { everyMs: 60_000, costShare: 0.002 },
  operations: { everyMs: 20_000, costShare: 0.001 },
  warnings: { everyMs: 30_000, costShare: 0.0005 },
  pools: { everyMs: 300_000, costShare: 0.0005 },
} as const;
type RingName = keyof typeof PACES;

export type ClusterRingsDeps = {
  client: LxdClient;
  register: Register;
  operations: Operations;
  snapshot(): ClusterSnapshot;
  update(step: (before: ClusterSnapshot) => ClusterSnapshot): void;
  /** Whom to ask, best first. */
  candidates(): string[];
  /** What the cluster's servers offer, by the one that answered last; null: none has. */
  extensions(): ReadonlySet<string> | null;
  now(): number;
  random(): number;
  signal: AbortSignal;
};

export type ClusterRings = {
  /** An event that may mean that some of it is old. */
  heard(event: LifecycleEvent): void;
  /** Nothing was heard for a while, so all of it may be old. */
  hasten(): void;
  poolNames(): readonly string[];
};

export function startClusterRings(deps: ClusterRingsDeps): ClusterRings {
  const { client, register, operations, snapshot, update, candidates, extensions, now, random, signal } =
    deps;
  const options = { deadlineMs: DEADLINE_MS, signal };
  let poolNames: readonly string[] = [];
  const offers = (extension: string): boolean => extensions()?.has(extension) === true;

  /** At one server; at the next only where that one can't answer: a slow answer is no reason to have it made twice. */
  const ask = <T>(fetch: (origin: string) => Reading<T>): Promise<Result<Heard<T>, Failure>> =>
    hedge(candidates().slice(0, 3), fetch, {
      hedgeAfterMs: DEADLINE_MS,
      deadlineMs: DEADLINE_MS,
      maxInFlight: 1,
      signal,
    });

  const start = <T>(
    name: RingName,
    extension: string,
    fetch: (origin: string) => Reading<T>,
    take: (value: T, askedAtMs: number) => (before: ClusterSnapshot) => ClusterSnapshot,
  ): Ring =>
    startRing({
      everyMs: () => PACES[name].everyMs,
      costShare: PACES[name].costShare,
      ready: () => extensions() !== null,
      async ask() {
        const askedAtMs = now();
        const answer = offers(extension) ? await ask(fetch) : err(lacking(extension));
        if (signal.aborted) return null;
        const step = answer.ok ? take(answer.value.value, askedAtMs) : undefined;
        update((before) => {
          const was = before.rings[name];
          const part = answer.ok ? heardAt(now()) : failedAt(was, answer.error, now());
          const noted = withRing(before, name, { ...part, everyMs: was.everyMs });
          return step === undefined ? noted : step(noted);
        });
        return answer.ok ? answer.value.ms : null;
      },
      onPause: (ms) =>
        update((before) => withRing(before, name, { ...before.rings[name], everyMs: Math.round(ms) })),
      random,
      signal,
    });

  const rings = {
    instances: start(
      'instances',
      'instances',
      (origin) => fetchAllInstances(client, origin, options),
      (list) => {
        register.instances.replace(list);
        return (before) => before;
      },
    ),
    operations: start(
      'operations',
      'operation_description',
      (origin) => fetchAllOperations(client, origin, offers('operations_get_query_all_projects'), options),
      (list, askedAtMs) => {
        operations.replace(list, askedAtMs, now());
        return (before) => ({ ...before, operations: operations.list(now()) });
      },
    ),
    warnings: start(
      'warnings',
      'warnings',
      (origin) => fetchWarnings(client, origin, options),
      (list) => (before) => ({ ...before, warnings: open(list, before.warnings) }),
    ),
    pools: start(
      'pools',
      'storage',
      (origin) => fetchAllPools(client, origin, register.poolNames(), options),
      (list) => {
        register.setPools(list);
        poolNames = list.map(({ name }) => name);
        return (before) => before;
      },
    ),
  };

  const follower = createInstanceFollower({
    instances: register.instances,
    fetch: (instance) => ask((origin) => fetchInstance(client, origin, instance, options)),
    onTooMuch: () => rings.instances.hasten(),
    onFollowed: () =>
      update((before) => withRing(before, 'instances', { ...before.rings.instances, observedAtMs: now() })),
    signal,
  });

  return {
    poolNames: () => poolNames,
    heard(event) {
      const { action } = event;
      if (action.startsWith('storage-pool-')) rings.pools.hasten();
      if (action.startsWith('warning-')) rings.warnings.hasten();
      if (MOVES_INSTANCES.test(action)) rings.instances.hasten();
      // Where there is no list, there is nothing to keep up to date.
      if (snapshot().rings.instances.status === 'ok') follower.heard(event);
    },
    hasten() {
      for (const name of ['instances', 'operations', 'warnings'] satisfies (keyof Rings)[])
        rings[name].hasten();
    },
  };
}

/** To such a certificate Incus tells of no operation and no event, and calls both a success. LXD tells of all of them. */
const seesNoProject = ({ cluster, rings }: ClusterSnapshot): boolean =>
  cluster.product === 'incus' && rings.instances.status === 'refused';

/** An empty list, or a socket that stays silent, because of what our certificate may not see is a refusal, too. */
export function withRefusals(snapshot: ClusterSnapshot, nowMs: number): ClusterSnapshot {
  if (!seesNoProject(snapshot)) return snapshot;
  const refused = (name: 'operations' | 'events') => (before: ClusterSnapshot) => {
    const ring = before.rings[name];
    if (ring.status !== 'ok') return before;
    const { failure } = before.rings.instances;
    return failure === null
      ? before
      : withRing(before, name, { ...failedAt(ring, failure, nowMs), everyMs: ring.everyMs });
  };
  return refused('events')(refused('operations')(snapshot));
}

/** What may have put many instances elsewhere, or under another member's name. */
const MOVES_INSTANCES = /^cluster-member-(?:evacuated|restored|renamed|removed|healed)$/;

const SEVERITIES: ReadonlyMap<string, number> = new Map([
  ['high', 3],
  ['moderate', 2],
  ['low', 1],
]);

/** Those that are not resolved, the worst and latest first; the same array where nothing is new. */
function open(list: readonly Warning[], before: Warning[]): Warning[] {
  const now = list
    .filter(({ status }) => status !== 'resolved')
    .toSorted(
      (a, b) =>
        (SEVERITIES.get(b.severity) ?? 0) - (SEVERITIES.get(a.severity) ?? 0) ||
        (b.lastSeenAtMs ?? 0) - (a.lastSeenAtMs ?? 0) ||
        a.uuid.localeCompare(b.uuid),
    )
    .slice(0, MAX_WARNINGS);
  return JSON.stringify(now) === JSON.stringify(before) ? before : now;
}
