/** What each member is asked for itself, at its own address, on rings slower than the roll call. */
import type { LxdClient } from '../lxd/client.ts';
import { originOf } from '../lxd/endpoints.ts';
import { type PoolUsage, fetchPoolUsage } from '../lxd/read/pools.ts';
import { fetchResources } from '../lxd/read/resources.ts';
import { fetchMemberState } from '../lxd/read/state.ts';
import { type Result, err, ok } from '../result.ts';
import type { ClusterSnapshot, Failure, Member, PartState, RingState } from '../wire/snapshot.ts';
import { PENDING, STATE_EXTENSION, failedAt, heardAt, lacking } from './part.ts';
import type { Register } from './register.ts';
import { type Rounds, startRounds } from './rounds.ts';
import { withRing } from './state.ts';

/** A member that is well takes 5 to 20 ms. */
const DEADLINE_MS = 4000;

/** How often each member is asked, and how many at most in a second, so that a thousand do not keep this process busy. */
const PACES = {
  state: { everyMs: 10_000, mostPerS: 50 },
  resources: { everyMs: 60_000, mostPerS: 5 },
  pools: { everyMs: 60_000, mostPerS: 10 },
} as const;
type RingName = keyof typeof PACES;

export type MemberRingsDeps = {
  client: LxdClient;
  register: Register;
  snapshot(): ClusterSnapshot;
  update(step: (before: ClusterSnapshot) => ClusterSnapshot): void;
  /** What the member at this URL last said it offers; undefined: it has not answered yet. */
  extensionsOf(url: string): ReadonlySet<string> | undefined;
  /** Names of the cluster's pools, for members that do not tell of them with their state. */
  poolNames(): readonly string[];
  now(): number;
  random(): number;
  signal: AbortSignal;
};

export type MemberRings = {
  /** Something happened that may have changed the numbers of any of them. */
  hasten(): void;
};

export function startMemberRings(deps: MemberRingsDeps): MemberRings {
  const { client, register, snapshot, update, extensionsOf, poolNames, now, random, signal } = deps;
  const options = { deadlineMs: DEADLINE_MS, signal };

  const everyMs = (ring: RingName): number =>
    Math.max(PACES[ring].everyMs, (1000 * snapshot().members.length) / PACES[ring].mostPerS);
  /** The ring as a whole stands as the last member that was asked. */
  const note = (ring: RingName, result: Result<unknown, Failure>): void =>
    update((before) => {
      const was: PartState = before.rings[ring];
      const part = result.ok ? heardAt(now()) : failedAt(was, result.error, now());
      return withRing(before, ring, { ...part, everyMs: everyMs(ring) });
    });
  const offers = (extension: string) => (member: Member) => extensionsOf(member.url)?.has(extension) === true;
  const answering = (): Member[] => snapshot().members.filter(({ probe }) => probe.state === 'answering');

  const start = (
    ring: RingName,
    isOffered: (member: Member) => boolean,
    ask: (member: Member, origin: string) => Promise<Result<unknown, Failure>>,
  ): Rounds =>
    startRounds<Member>({
      targets: () => answering().filter(isOffered),
      keyOf: ({ url }) => url,
      async ask(member) {
        const origin = originOf(member.url);
        if (origin === null) return false;
        const result = await ask(member, origin);
        if (!signal.aborted) note(ring, result);
        return result.ok;
      },
      everyMs: () => everyMs(ring),
      now,
      random,
      signal,
    });

  const hasState = offers(STATE_EXTENSION);
  const rounds = [
    start('state', hasState, async ({ server_name, url }, origin) => {
      const answer = await fetchMemberState(client, origin, server_name, options);
      const result = answer.ok ? ok(answer.value.value) : answer;
      register.heardState(url, result, now());
      return result;
    }),
    start('resources', offers('resources'), async ({ url }, origin) => {
      const answer = await fetchResources(client, origin, options);
      const result = answer.ok ? ok(answer.value.value) : answer;
      register.heardHardware(url, result, now());
      return result;
    }),
    start(
      'pools',
      (member) => extensionsOf(member.url) !== undefined && !hasState(member) && poolNames().length > 0,
      async ({ url }, origin) => {
        const result = await askPools(origin);
        register.heardPools(url, result, now());
        return result;
      },
    ),
  ];

  /** One after the other: each is asked of the disks anew. */
  const askPools = async (origin: string): Promise<Result<Map<string, PoolUsage>, Failure>> => {
    const usages = new Map<string, PoolUsage>();
    for (const name of poolNames()) {
      const answer = await fetchPoolUsage(client, origin, name, options);
      if (answer.ok) usages.set(name, answer.value.value);
      // A pool that is not on this member, or that is broken, must not hide the others.
      else if (!ANOTHER_POOL.has(answer.error.kind)) return err(answer.error);
    }
    return ok(usages);
  };

  return {
    hasten() {
      for (const each of rounds) each.hasten();
    },
  };
}

const ANOTHER_POOL: ReadonlySet<Failure['kind']> = new Set(['not-found', 'lxd-error']);

/**
 * Notes which rings the servers do not offer at all, by what the members say that answer: LXD 5.0 has no state.
 * Pools are told with the state where there is one.
 */
export function withOffers(
  snapshot: ClusterSnapshot,
  extensionsOf: (url: string) => ReadonlySet<string> | undefined,
  nowMs: number,
): ClusterSnapshot {
  const known = snapshot.members.flatMap(({ url }) => extensionsOf(url) ?? []);
  if (known.length === 0) return snapshot;
  const missing = (extension: string): boolean => !known.some((extensions) => extensions.has(extension));
  const unsupported = (ring: RingState, extension: string): RingState =>
    ring.status === 'unsupported'
      ? ring
      : { ...failedAt(PENDING, lacking(extension), nowMs), everyMs: ring.everyMs };
  const { rings } = snapshot;
  return {
    ...snapshot,
    rings: {
      ...rings,
      state: missing(STATE_EXTENSION) ? unsupported(rings.state, STATE_EXTENSION) : rings.state,
      resources: missing('resources') ? unsupported(rings.resources, 'resources') : rings.resources,
      pools: missing(STATE_EXTENSION) ? rings.pools : rings.state,
    },
  };
}
