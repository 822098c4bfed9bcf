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
import { type Result, err } from '../result.ts';
import type { ClusterSnapshot, Failure, LxdMember } from '../wire/snapshot.ts';
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
  /** Where members were that have left: their servers may answer still, with a certificate and an opinion of their own. */
  let left: ReadonlySet<string> = new Set();
  /** Roll calls in a row that nobody answered. */
  let silentCalls = 0;
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
    if (signal.aborted) return;
    snapshot = step(snapshot);
    publishTimer ??= setTimeout(publish, PUBLISH_AFTER_MS);
  };

  const heardFrom = (origin: string, server: ServerInfo): void => {
    names.set(origin, server.serverName);
    if (silentCalls === 0) return;
    // Somebody is back: the long pauses end now.
    silentCalls = 0;
    hasten();
    clearTimeout(probeTimer);
    probeBeat();
  };

  const prober = createProber({
    client,
    signal,
    onFinding(member, finding, server) {
      if (server !== null) heardFrom(server.origin, server.info);
      update((before) => withProbe(before, member.url, finding, now()));
      const origin = originOf(member.url);
      if ('failure' in finding && origin !== null) events.distrust(origin);
    },
  });

  /** What ails the cluster is not for those to say who have left it. */
  const byMember = <T>(origin: string, answer: Result<T, Failure>): Result<T, Failure> =>
    answer.ok || !left.has(origin)
      ? answer
      : err({ kind: 'not-clustered', message: `${origin} has left the cluster: ${answer.error.message}` });

  /** Whom to ask, best first; all of them where no member answers us, or only those that left would be asked. */
  const candidates = (): string[] => {
    const silent = snapshot.members.filter(
      ({ probe }) => probe.state === 'silent' || probe.state === 'wrong',
    );
    const passedOver = silent.length === snapshot.members.length ? [] : silent;
    return endpoints.order(new Set(passedOver.flatMap(({ url }) => originOf(url) ?? [])));
  };

  /** A server that is in no cluster can't speak for ours: one that was removed keeps answering. */
  const askServer = async (origin: string, attemptSignal: AbortSignal): Reading<ServerInfo> => {
    const answer = await fetchServer(client, origin, {
      deadlineMs: SERVER_ASK.deadlineMs,
      signal: attemptSignal,
    });
    if (!answer.ok || answer.value.value.clustered) return byMember(origin, answer);
    return err({
      kind: 'not-clustered',
      message: `${answer.value.value.serverName || origin} is in no cluster`,
    });
  };

  const askMembers = async (origin: string, attemptSignal: AbortSignal): Reading<LxdMember[]> => {
    const answer = await fetchMembers(client, origin, {
      deadlineMs: LIST_ASK.deadlineMs,
      signal: attemptSignal,
    });
    if (!answer.ok) return byMember(origin, answer);
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
    const server = await hedge(candidates(), askServer, { ...SERVER_ASK, signal });
    if (signal.aborted) return;
    if (!server.ok) {
      const { error } = server;
      silentCalls += 1;
      staleSinceMs = null;
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

    let waited = false;
    const list = await hedge(candidates(), askMembers, {
      ...LIST_ASK,
      signal,
      onWaiting() {
        waited = true;
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
      // The right view is seconds away, and everybody waits for it. After any other trouble a stale one is a new one.
      if (error.kind === 'stale-view') hasten();
      else staleSinceMs = null;
      return;
    }
    const heard = list.value;
    // What was asked before an election may be answered after it with the view from before.
    if (waited) hasten();
    endpoints.answered(heard.origin);
    const stay = new Set(heard.value.map(({ url }) => url));
    const gone = snapshot.members.filter(({ url }) => !stay.has(url));
    for (const { url } of gone) events.distrust(originOf(url) ?? '');
    update((before) => withMembers(before, heard.value, names.get(heard.origin) ?? null, now()));
    if (endpoints.learn([...stay])) deps.onLearned(endpoints.learned());
    left = originsWithout(stay, [...left, ...endpoints.learned(), ...gone.map(({ url }) => url)]);
    await askDetails(heard.origin);
  };

  let calling = false;
  let calledForMeanwhile = false;
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
      if (calledForMeanwhile) hasten();
    }
  };

  let beatTimer: NodeJS.Timeout | undefined;
  let beatAtMs = 0;
  const beat = (): void => {
    clearTimeout(beatTimer);
    beatAtMs = now();
    // When all hangs, a view that got too old is a change, too, and has to be recorded.
    if (!publishedThisBeat) publish();
    publishedThisBeat = false;
    void callRollOnce();
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

  const events = listenToEvents({
    client,
    pickOrigin: () => (snapshot.parts.server.status === 'ok' ? (candidates()[0] ?? null) : null),
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

/** The origins of `urls`, without those of `present`. */
function originsWithout(present: Iterable<string>, urls: readonly string[]): Set<string> {
  const staying = new Set([...present].map(originOf));
  return new Set(urls.flatMap((url) => originOf(url) ?? []).filter((origin) => !staying.has(origin)));
}
