/** The roll call of one cluster: beats for ever, whatever hangs, and publishes what it sees. The only clock-driven code. */
import type { LxdClient } from '../lxd/client.ts';
import type { Endpoints } from '../lxd/endpoints.ts';
import { originOf } from '../lxd/endpoints.ts';
import { type HedgeOptions, hedge } from '../lxd/hedge.ts';
import {
  type Reading,
  type ServerInfo,
  fetchCluster,
  fetchGroups,
  fetchMembers,
  fetchServer,
} from '../lxd/resources.ts';
import { err } from '../result.ts';
import type { ClusterSnapshot, LxdMember } from '../wire/snapshot.ts';
import { listenToEvents } from './events.ts';
import { nextPauseMs } from './pace.ts';
import { createProber } from './prober.ts';
import { STALE_VIEW_LIMIT_MS, UNSETTLED_MS, staleView } from './stale-view.ts';
import {
  type Watched,
  firstSnapshot,
  withFailure,
  withGroups,
  withHeard,
  withMembers,
  withProbe,
  withServer,
} from './state.ts';

/** `/1.0` needs no database and comes within milliseconds; who takes longer is left for the next. */
const SERVER_ASK: HedgeOptions = { hedgeAfterMs: 1000, deadlineMs: 4000, maxInFlight: 3 };
/** Without a leader the list is kept waiting for 5 to 30 s, and LXD's own error comes after 5 s at the soonest. */
const LIST_ASK: HedgeOptions = { hedgeAfterMs: 1000, deadlineMs: 12_000, maxInFlight: 4 };
/** What is asked of the one that just answered the list. */
const DETAIL_DEADLINE_MS = 3000;
/** Findings that come this close together make one snapshot. */
const PUBLISH_AFTER_MS = 60;
/** A burst of events, as an evacuation makes, must not become a burst of roll calls. */
const HASTEN_GAP_MS = 500;

export type WatcherDeps = {
  cluster: Watched;
  client: LxdClient;
  endpoints: Endpoints;
  probeIntervalMs: number;
  clientNotAfterMs: number | null;
  publish(snapshot: ClusterSnapshot): void;
  /** The learned endpoints grew: the place to remember them. */
  onLearned(endpoints: readonly string[]): void;
  now(): number;
  random(): number;
};

export type Watcher = { stop(): void };

export function watchCluster(deps: WatcherDeps): Watcher {
  const { cluster, client, endpoints, now, random } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  let snapshot = firstSnapshot(cluster, now());
  /** Who answered `/1.0` at which origin, to know by whose word a list is. */
  const names = new Map<string, string>();
  let somethingAnswered = true;
  let staleSinceMs: number | null = null;
  /** When the list last kept us waiting or failed. */
  let troubledAtMs = Number.NEGATIVE_INFINITY;

  let publishTimer: NodeJS.Timeout | undefined;
  let publishedThisBeat = false;
  const publish = (): void => {
    clearTimeout(publishTimer);
    publishTimer = undefined;
    if (signal.aborted) return;
    const certificates = {
      clientNotAfterMs: deps.clientNotAfterMs,
      serverNotAfterMs: client.serverNotAfterMs(),
    };
    publishedThisBeat = true;
    snapshot = { ...snapshot, certificates, observedAtMs: now() };
    deps.publish(snapshot);
  };
  const update = (step: (before: ClusterSnapshot) => ClusterSnapshot): void => {
    snapshot = step(snapshot);
    publishTimer ??= setTimeout(publish, PUBLISH_AFTER_MS);
  };

  const heardFrom = (origin: string, server: ServerInfo): void => {
    somethingAnswered = true;
    names.set(origin, server.serverName);
  };

  const prober = createProber({
    client,
    signal,
    onFinding(member, finding, server) {
      if (server !== null) heardFrom(server.origin, server.info);
      update((before) => withProbe(before, member.url, finding, now()));
      const origin = originOf(member.url);
      if (server === null && origin !== null) events.distrust(origin);
    },
  });

  const silentOrigins = (): Set<string> =>
    new Set(
      snapshot.members.flatMap(({ probe, url }) =>
        probe.state === 'silent' || probe.state === 'wrong' ? (originOf(url) ?? []) : [],
      ),
    );

  /** A server that is in no cluster can't speak for ours: one that was removed keeps answering. */
  const askServer = async (origin: string, attemptSignal: AbortSignal): Reading<ServerInfo> => {
    const answer = await fetchServer(client, origin, { deadlineMs: SERVER_ASK.deadlineMs, signal: attemptSignal });
    if (!answer.ok || answer.value.value.clustered) return answer;
    return err({ kind: 'not-clustered', message: `${answer.value.value.serverName || origin} is in no cluster` });
  };

  const askMembers = async (origin: string, attemptSignal: AbortSignal): Reading<LxdMember[]> => {
    const answer = await fetchMembers(client, origin, { deadlineMs: LIST_ASK.deadlineMs, signal: attemptSignal });
    if (!answer.ok) return answer;
    const stale = staleView(answer.value.value, {
      answeringMember: names.get(origin) ?? null,
      before: snapshot.members,
      unsettled: now() - troubledAtMs < UNSETTLED_MS,
    });
    if (stale === null) {
      staleSinceMs = null;
      return answer;
    }
    // Not reset when a view that lasts is believed in the end, or it would be doubted anew with the next beat.
    staleSinceMs ??= now();
    return now() - staleSinceMs < STALE_VIEW_LIMIT_MS ? err(stale) : answer;
  };

  const askDetails = async (origin: string): Promise<void> => {
    const options = { deadlineMs: DETAIL_DEADLINE_MS, signal };
    const [info, groups] = await Promise.all([
      fetchCluster(client, origin, options),
      fetchGroups(client, origin, options),
    ]);
    update((before) => {
      const after = info.ok
        ? withHeard(before, 'cluster', now())
        : withFailure(before, 'cluster', info.error, now());
      return groups.ok
        ? withGroups(after, groups.value.value, now())
        : withFailure(after, 'groups', groups.error, now());
    });
  };

  const callRoll = async (): Promise<void> => {
    const server = await hedge(endpoints.order(silentOrigins()), askServer, SERVER_ASK);
    if (signal.aborted) return;
    if (!server.ok) {
      const { error } = server;
      update((before) => withFailure(withFailure(before, 'server', error, now()), 'members', error, now()));
      if (error.kind === 'not-clustered') {
        update((before) => ({ ...before, cluster: { ...before.cluster, clustered: false } }));
      }
      return;
    }
    const { origin, value } = server.value;
    heardFrom(origin, value);
    endpoints.answered(origin);
    update((before) => withServer(before, value, now()));

    const list = await hedge(endpoints.order(silentOrigins()), askMembers, {
      ...LIST_ASK,
      onWaiting() {
        troubledAtMs = now();
        const message = `the member list has kept us waiting for ${LIST_ASK.hedgeAfterMs} ms`;
        update((before) => withFailure(before, 'members', { kind: 'blocked', message }, now()));
      },
    });
    if (signal.aborted) return;
    if (!list.ok) {
      const { error } = list;
      troubledAtMs = now();
      update((before) => withFailure(before, 'members', error, now()));
      // The right view is seconds away, and everybody waits for it.
      if (error.kind === 'stale-view') hasten();
      return;
    }
    const heard = list.value;
    endpoints.answered(heard.origin);
    update((before) => withMembers(before, heard.value, names.get(heard.origin) ?? null, now()));
    if (endpoints.learn(heard.value.map(({ url }) => url))) deps.onLearned(endpoints.learned());
    await askDetails(heard.origin);
  };

  let calling = false;
  const callRollOnce = async (): Promise<void> => {
    if (calling) return;
    calling = true;
    try {
      const known = new Set(snapshot.members.map(({ url }) => url));
      await callRoll();
      // New members are probed at once, not a beat later.
      void prober.probe(snapshot.members.filter(({ url }) => !known.has(url)));
    } finally {
      calling = false;
    }
  };

  let beatTimer: NodeJS.Timeout | undefined;
  let beatAtMs = 0;
  let silentBeats = 0;
  const beat = (): void => {
    clearTimeout(beatTimer);
    silentBeats = somethingAnswered ? 0 : silentBeats + 1;
    somethingAnswered = false;
    beatAtMs = now();
    // When all hangs, a view that got too old is a change, too, and has to be recorded.
    if (!publishedThisBeat) publish();
    publishedThisBeat = false;
    void callRollOnce();
    beatTimer = setTimeout(beat, nextPauseMs(cluster.rollCallIntervalMs, silentBeats, random()));
  };

  /** Brings the next beat forward. */
  const hasten = (): void => {
    if (signal.aborted) return;
    clearTimeout(beatTimer);
    beatTimer = setTimeout(beat, Math.max(0, beatAtMs + HASTEN_GAP_MS - now()));
  };

  let probeTimer: NodeJS.Timeout | undefined;
  const probeBeat = (): void => {
    void prober.probe(snapshot.members);
    probeTimer = setTimeout(probeBeat, nextPauseMs(deps.probeIntervalMs, silentBeats, random()));
  };

  const events = listenToEvents({
    dispatcher: client.dispatcher,
    pickOrigin: () => (snapshot.parts.server.status === 'ok' ? (endpoints.order(silentOrigins())[0] ?? null) : null),
    onClusterEvent: hasten,
    random,
    signal,
  });

  beat();
  probeBeat();
  return {
    stop() {
      stopping.abort();
      clearTimeout(beatTimer);
      clearTimeout(probeTimer);
      clearTimeout(publishTimer);
    },
  };
}
