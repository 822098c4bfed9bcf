/** The roll call of one cluster: beats for ever, whatever hangs, and publishes what it sees. The only clock-driven code. */
import type { LxdClient } from '../lxd/client.ts';
import { type Endpoints, originOf } from '../lxd/endpoints.ts';
import { toEvent } from '../lxd/read/events.ts';
import { type LifecycleEvent, MAX_EVENTS } from '../wire/event.ts';
import type { Recording } from '../wire/moment.ts';
import type { ClusterSnapshot, Failure, Probe } from '../wire/snapshot.ts';
import { startClusterRings, withRefusals } from './cluster-rings.ts';
import { listenToEvents } from './events.ts';
import { startMemberRings, withOffers } from './member-rings.ts';
import { createOperations } from './operations.ts';
import { nextPauseMs } from './pace.ts';
import { failedAt, heardAt } from './part.ts';
import { createProber } from './prober.ts';
import type { Register } from './register.ts';
import { createRoll } from './roll.ts';
import { type Watched, withProbe, withRing } from './state.ts';
import { watchTrust } from './trust-watch.ts';

/** Findings that come this close together make one snapshot. */
const PUBLISH_AFTER_MS = 60;
/** Probes that found what the last ones found, which is nearly all, can wait for the rest of their round. */
const PUBLISH_PROBES_AFTER_MS = 700;
/** What LXD tells of comes in bursts, and is for reading. */
const PUBLISH_EVENTS_AFTER_MS = 400;
/** A burst of events, as an evacuation makes, must not become a burst of roll calls. */
const HASTEN_GAP_MS = 500;

export type WatcherDeps = {
  cluster: Watched;
  /** What is known of it to begin with. */
  first: ClusterSnapshot;
  client: LxdClient;
  endpoints: Endpoints;
  /** Until when both certificates are valid, ms UTC, as far as the settings tell; nulls: they do not. */
  validity(): { clientNotAfterMs: number | null; serverNotAfterMs: number | null };
  /** `events`: what LXD told of since the last time, oldest first. */
  publish(snapshot: ClusterSnapshot, events: readonly LifecycleEvent[]): void;
  /** How the recording of all this goes. */
  recording(): Recording;
  /** Takes what the members tell of themselves. */
  register: Register;
  /** A frame of LXD's event socket as it came; anything may be in it. */
  onFrame(frame: unknown): void;
  /** The learned endpoints grew: the place to remember them. */
  onLearned(endpoints: readonly string[]): void;
  /** A server presented another certificate than the pinned one; told with every try. */
  onMismatch(origin: string, message: string): void;
  now(): number;
  random(): number;
};

export type Watcher = {
  /** The client goes on with another certificate or pin: what has failed is tried again at once. */
  lookAnew(): void;
  stop(): void;
};

const NOT_LISTENING: Failure = { kind: 'reset', message: 'the event socket of the cluster is closed' };

export function watchCluster(deps: WatcherDeps): Watcher {
  const { cluster, client, endpoints, register, now, random } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  let snapshot = deps.first;
  /** Roll calls in a row that nobody answered. */
  let silentCalls = 0;

  const operations = createOperations();
  let heard: LifecycleEvent[] = [];
  /** By URL, what the member there last said it offers. */
  const offered = new Map<string, ReadonlySet<string>>();
  const extensionsOf = (url: string): ReadonlySet<string> | undefined => offered.get(url);

  let publishTimer: NodeJS.Timeout | undefined;
  let publishAtMs = Number.POSITIVE_INFINITY;
  let publishedThisBeat = false;
  const publish = (): void => {
    clearTimeout(publishTimer);
    publishAtMs = Number.POSITIVE_INFINITY;
    if (signal.aborted) return;
    const configured = deps.validity();
    const certificates = {
      ...configured,
      serverNotAfterMs: client.serverNotAfterMs() ?? configured.serverNotAfterMs,
    };
    publishedThisBeat = true;
    snapshot = {
      ...snapshot,
      certificates,
      trust: trustWatch.trust(),
      observedAtMs: now(),
      operations: operations.list(now()),
      recording: deps.recording(),
    };
    snapshot = register.fill(withRefusals(withOffers(snapshot, extensionsOf, now()), now()));
    const events = heard;
    heard = [];
    deps.publish(snapshot, events);
    register.record(snapshot);
  };
  const publishWithin = (ms: number): void => {
    if (now() + ms >= publishAtMs) return;
    publishAtMs = now() + ms;
    clearTimeout(publishTimer);
    publishTimer = setTimeout(publish, ms);
  };
  const update = (step: (before: ClusterSnapshot) => ClusterSnapshot, withinMs = PUBLISH_AFTER_MS): void => {
    if (signal.aborted) return;
    snapshot = step(snapshot);
    publishWithin(withinMs);
  };

  const roll = createRoll({
    client,
    endpoints,
    snapshot: () => snapshot,
    update,
    onHeard() {
      if (silentCalls === 0 || signal.aborted) return;
      // Somebody is back: the long pauses end now.
      silentCalls = 0;
      hasten();
      clearTimeout(probeTimer);
      probeBeat();
    },
    onLeft: (origin) => events.distrust(origin),
    onLearned: deps.onLearned,
    onMismatch(origin, message) {
      deps.onMismatch(origin, message);
      trustWatch.suspect();
    },
    now,
    signal,
  });

  const stateOf = (url: string): Probe['state'] | undefined =>
    snapshot.members.find((member) => member.url === url)?.probe.state;

  const prober = createProber({
    client,
    signal,
    isListed: (name) => snapshot.members.some(({ server_name }) => server_name === name),
    onFinding(member, finding, server) {
      if (server !== null) {
        roll.heardFrom(server.origin, server.info);
        offered.set(member.url, server.info.apiExtensions);
        register.heardServer(member.url, server.info.facts, now());
      }
      const stateBefore = stateOf(member.url);
      update((before) => withProbe(before, member.url, finding, now()), PUBLISH_PROBES_AFTER_MS);
      if (stateOf(member.url) !== stateBefore) publishWithin(PUBLISH_AFTER_MS);
      if ('failure' in finding && finding.failure.kind === 'pin-mismatch') trustWatch.suspect();
      const origin = originOf(member.url);
      if ('failure' in finding && origin !== null) events.distrust(origin);
    },
  });

  let calling = false;
  let calledForMeanwhile = false;
  const callRoll = async (): Promise<void> => {
    if (calling) return;
    calling = true;
    const known = new Set(snapshot.members.map(({ url }) => url));
    const outcome = await roll.call();
    calling = false;
    if (signal.aborted) return;
    if (outcome === 'unanswered') silentCalls += 1;
    if (outcome === 'doubtful' || calledForMeanwhile) hasten();
    // New members are probed at once, not a beat later.
    void prober.probe(snapshot.members.filter(({ url }) => !known.has(url)));
  };

  let beatTimer: NodeJS.Timeout | undefined;
  let beatAtMs = 0;
  const beat = (): void => {
    clearTimeout(beatTimer);
    beatAtMs = now();
    // When all hangs, a view that got too old is a change, too, and has to be recorded.
    if (!publishedThisBeat) publish();
    publishedThisBeat = false;
    void callRoll();
    beatTimer = setTimeout(beat, nextPauseMs(cluster.rollCallIntervalMs, silentCalls, random()));
  };

  /** Brings the next beat forward; where a roll call is under way, the next comes right after it. */
  const hasten = (): void => {
    calledForMeanwhile = calling;
    if (signal.aborted || calling) return;
    clearTimeout(beatTimer);
    beatTimer = setTimeout(beat, Math.max(0, beatAtMs + HASTEN_GAP_MS - now()));
  };

  let probeTimer: NodeJS.Timeout | undefined;
  const probeBeat = (): void => {
    void prober.probe(snapshot.members);
    probeTimer = setTimeout(probeBeat, nextPauseMs(cluster.probeIntervalMs, silentCalls, random()));
  };

  const shared = {
    client,
    register,
    snapshot: () => snapshot,
    // Answers come one by one for as long as there are members.
    update: (step: (before: ClusterSnapshot) => ClusterSnapshot) => update(step, PUBLISH_PROBES_AFTER_MS),
    now,
    random,
    signal,
  };
  const clusterRings = startClusterRings({
    ...shared,
    operations,
    candidates: () => roll.candidates(),
    extensions: () => roll.extensions(),
  });
  const memberRings = startMemberRings({ ...shared, extensionsOf, poolNames: clusterRings.poolNames });

  const trustWatch = watchTrust({
    client,
    snapshot: () => snapshot,
    onNews: () => publishWithin(PUBLISH_AFTER_MS),
    candidates: () => roll.candidates(),
    extensions: () => roll.extensions(),
    now,
    random,
    signal,
  });

  const takeEvent = (event: LifecycleEvent): void => {
    heard = [...heard, event].slice(-MAX_EVENTS);
    if (event.action.startsWith('cluster-')) {
      roll.expectNews();
      hasten();
    }
    if (/^cluster-member-(?:evacuated|restored)$/.test(event.action)) memberRings.hasten();
    clusterRings.heard(event);
    trustWatch.heard(event);
    publishWithin(PUBLISH_EVENTS_AFTER_MS);
  };
  const takeFrame = (raw: unknown): void => {
    deps.onFrame(raw);
    const frame = toEvent(raw, now());
    if (frame?.type === 'lifecycle') takeEvent(frame.event);
    if (frame?.type !== 'operation') return;
    operations.hear(frame.operation, now());
    publishWithin(PUBLISH_EVENTS_AFTER_MS);
  };

  const events = listenToEvents({
    client,
    pickOrigin: () => (snapshot.parts.server.status === 'ok' ? (roll.candidates()[0] ?? null) : null),
    onFrame: takeFrame,
    onListening(listening) {
      // There is no replay: whatever events brought may have changed since.
      if (listening) clusterRings.hasten();
      update((before) => {
        const part = listening ? heardAt(now()) : failedAt(before.rings.events, NOT_LISTENING, now());
        return withRing(before, 'events', { ...part, everyMs: 0 });
      });
    },
    random,
    signal,
  });

  beat();
  probeBeat();
  return {
    lookAnew() {
      trustWatch.forget();
      silentCalls = 0;
      hasten();
      clearTimeout(probeTimer);
      probeBeat();
    },
    stop() {
      stopping.abort();
      clearTimeout(beatTimer);
      clearTimeout(probeTimer);
      clearTimeout(publishTimer);
    },
  };
}
