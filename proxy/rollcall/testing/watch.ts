/** A roll call in tests: writes down what it publishes, and ends with its test, which may run beside others. */
import type { TestContext } from 'vitest';
import { type LxdClient, createLxdClient } from '../../lxd/client.ts';
import { createEndpoints } from '../../lxd/endpoints.ts';
import type { PinnedIdentity } from '../../lxd/pinned-connector.ts';
import { ok } from '../../result.ts';
import type { ClusterSnapshot, Member } from '../../wire/snapshot.ts';
import type { LifecycleEvent } from '../../wire/event.ts';
import { type Register, createRegister } from '../register.ts';
import { firstSnapshot } from '../state.ts';
import { watchCluster } from '../watcher.ts';

export type Watching = {
  /** All that was published, oldest first. */
  snapshots: ClusterSnapshot[];
  /** The last of them; throws before the first. */
  latest(): ClusterSnapshot;
  /** Of the latest; throws when there is none of that name. */
  member(name: string): Member;
  /** The endpoints that were to be remembered last. */
  learned(): readonly string[];
  /** LXD's events that came with them, oldest first. */
  events: LifecycleEvent[];
  /** What was taken down of each member. */
  register: Register;
  /** Who presented another certificate, each time it was seen. */
  mismatches: string[];
  /** Goes on with another certificate or pin. */
  use(identity: PinnedIdentity): void;
  /** Every question that was asked: whom, what, and when. */
  asked: { origin: string; path: string; atMs: number }[];
};

export type WatchOptions = {
  identity: PinnedIdentity;
  endpoints: readonly string[];
  intervalMs?: number;
  /** What comes of an answer before it is read. */
  alter?: (path: string, body: string) => string;
};

/** Watches a cluster, by default five times a second. */
export function watch(
  { onTestFinished }: Pick<TestContext, 'onTestFinished'>,
  { identity: initial, endpoints, intervalMs = 200, alter = (_path, body) => body }: WatchOptions,
): Watching {
  const snapshots: ClusterSnapshot[] = [];
  const asked: Watching['asked'] = [];
  const events: LifecycleEvent[] = [];
  const register = createRegister();
  const mismatches: string[] = [];
  let learned: readonly string[] = [];
  const client = createLxdClient(initial);
  const recording: LxdClient = {
    ...client,
    async get(origin, path, options) {
      asked.push({ origin, path, atMs: Date.now() });
      const answer = await client.get(origin, path, options);
      if (!answer.ok) return answer;
      const body = Buffer.from(alter(path, answer.value.body.toString('utf8')));
      return ok({ ...answer.value, body });
    },
  };
  const cluster = {
    key: 'test',
    name: 'test',
    demo: false,
    rollCallIntervalMs: intervalMs,
    probeIntervalMs: intervalMs,
  };
  const first = firstSnapshot(cluster, Date.now());
  const watcher = watchCluster({
    cluster,
    first,
    recording: () => first.recording,
    client: recording,
    endpoints: createEndpoints(endpoints, []),
    validity: () => ({ clientNotAfterMs: null, serverNotAfterMs: null }),
    register,
    publish(snapshot, heard) {
      snapshots.push(snapshot);
      events.push(...heard);
    },
    onFrame: () => {},
    onMismatch: (origin) => void mismatches.push(origin),
    onLearned: (origins) => {
      learned = origins;
    },
    now: Date.now,
    random: Math.random,
  });
  onTestFinished(async () => {
    watcher.stop();
    await client.close();
  });
  const latest = (): ClusterSnapshot => {
    const snapshot = snapshots.at(-1);
    if (snapshot === undefined) throw new Error('nothing was published yet');
    return snapshot;
  };
  return {
    snapshots,
    latest,
    member(name) {
      const member = latest().members.find(({ server_name }) => server_name === name);
      if (member === undefined) throw new Error(`${name} is not in the list`);
      return member;
    },
    learned: () => learned,
    use(identity) {
      client.use(identity);
      watcher.lookAnew();
    },
    asked,
    events,
    register,
    mismatches,
  };
}
