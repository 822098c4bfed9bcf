/** One roll call: who of the cluster is asked for what, and what is believed of the answers. */
import type { LxdClient } from '../lxd/client.ts';
import { type Endpoints, originOf } from '../lxd/endpoints.ts';
import { type HedgeOptions, hedge } from '../lxd/hedge.ts';
import type { Reading } from '../lxd/read/read.ts';
import {
  type ServerInfo,
  fetchCluster,
  fetchGroups,
  fetchMembers,
  fetchServer,
} from '../lxd/read/roll-call.ts';
import { type Result, err } from '../result.ts';
import { GROUPS_EVERY_MS } from '../wire/freshness.ts';
import type { ClusterSnapshot, Failure, LxdMember } from '../wire/snapshot.ts';
import { STALE_VIEW_LIMIT_MS, UNSETTLED_MS, staleView } from './stale-view.ts';
import { withFailure, withGroups, withHeard, withMembers, withServer } from './state.ts';

/** `/1.0` needs no database and comes within milliseconds; who takes longer is left for the next. */
const SERVER_ASK: HedgeOptions = { hedgeAfterMs: 1000, deadlineMs: 4000, maxInFlight: 3 };
/** Without a leader the list is kept waiting for 5 to 30 s, and LXD's own error comes after 5 s at the soonest. */
const LIST_ASK: HedgeOptions = { hedgeAfterMs: 1000, deadlineMs: 12_000, maxInFlight: 4 };
/** What all of these say, a thousand others would say, too. */
const MAX_ASKED_FOR_LIST = 16;
/** What is asked of the one that just answered the list; it changes seldom, and events tell when it does. */
const DETAIL_DEADLINE_MS = 3000;

export type RollDeps = {
  client: LxdClient;
  endpoints: Endpoints;
  snapshot(): ClusterSnapshot;
  update(step: (before: ClusterSnapshot) => ClusterSnapshot): void;
  /** A server of the cluster answered. */
  onHeard(): void;
  /** A member has left the list; its server may go on answering. */
  onLeft(origin: string): void;
  /** The learned endpoints grew: the place to remember them. */
  onLearned(endpoints: readonly string[]): void;
  /** A server that should be of the cluster presents another certificate. Others are asked, but never silently. */
  onMismatch(origin: string, message: string): void;
  now(): number;
  signal: AbortSignal;
};

/** How a roll call ended. `doubtful`: it was answered, and a better answer may be had at once. */
export type Outcome = 'unanswered' | 'doubtful' | 'done';

export type Roll = {
  /** Asks for everything once. Takes as long as the cluster keeps it waiting; never rejects. */
  call(): Promise<Outcome>;
  /** An event told that something of the cluster is new: the next call leaves nothing out. */
  expectNews(): void;
  /** Notes who answered `/1.0` at an origin, to know by whose word a list is. */
  heardFrom(origin: string, server: ServerInfo): void;
  /** Whom to ask, best first. */
  candidates(): string[];
  /** What the server offers that answered last; null: none has answered yet. */
  extensions(): ReadonlySet<string> | null;
};

export function createRoll(deps: RollDeps): Roll {
  const { client, endpoints, snapshot, update, now, signal } = deps;
  const names = new Map<string, string>();
  /** Where members were that have left: their servers may answer still, with a certificate and an opinion of their own. */
  let left: ReadonlySet<string> = new Set();
  let extensions: ReadonlySet<string> | null = null;
  let detailsAtMs = Number.NEGATIVE_INFINITY;
  let staleSinceMs: number | null = null;
  /** When the list last kept us waiting or failed. */
  let troubledAtMs = Number.NEGATIVE_INFINITY;
  /** The last list kept us waiting, and was asked for again already. */
  let askedAgain = false;

  /** Silent ones only where no member answers us; those that have left only when nobody else does. */
  const candidates = (): string[] => {
    const { members } = snapshot();
    const silent = members.filter(({ probe }) => probe.state === 'silent' || probe.state === 'wrong');
    const passedOver = silent.length === members.length ? [] : silent;
    const order = endpoints.order(new Set(passedOver.flatMap(({ url }) => originOf(url) ?? [])));
    return [...order.filter((origin) => !left.has(origin)), ...order.filter((origin) => left.has(origin))];
  };

  /** By the list itself where it can be told from it: LXD 5.0 goes by its old name after a rename, until restarted. */
  const nameAt = (origin: string, members: readonly LxdMember[]): string | null =>
    members.find(({ url }) => originOf(url) === origin)?.server_name ?? names.get(origin) ?? null;

  const heardFrom = (origin: string, { serverName }: ServerInfo): void => {
    names.set(origin, serverName);
    deps.onHeard();
  };

  /** What ails the cluster is not for those to say who have left it. */
  const byMember = <T>(origin: string, answer: Result<T, Failure>): Result<T, Failure> => {
    if (answer.ok) return answer;
    const { kind, message } = answer.error;
    if (left.has(origin)) {
      return err({ kind: 'not-clustered', message: `${origin} has left the cluster: ${message}` });
    }
    if (kind === 'pin-mismatch') deps.onMismatch(origin, message);
    return answer;
  };

  /** A server that is in no cluster can't speak for ours: one that was removed keeps answering. */
  const askServer = async (origin: string, attemptSignal: AbortSignal): Reading<ServerInfo> => {
    const { deadlineMs } = SERVER_ASK;
    const answer = await fetchServer(client, origin, { deadlineMs, signal: attemptSignal });
    if (!answer.ok || answer.value.value.clustered) return byMember(origin, answer);
    const name = answer.value.value.serverName || origin;
    return err({ kind: 'not-clustered', message: `${name} is in no cluster` });
  };

  const askMembers = async (origin: string, attemptSignal: AbortSignal): Reading<LxdMember[]> => {
    const { deadlineMs } = LIST_ASK;
    const answer = await fetchMembers(client, origin, { deadlineMs, signal: attemptSignal });
    if (!answer.ok) return byMember(origin, answer);
    const stale = staleView(answer.value.value, {
      answeringMember: nameAt(origin, answer.value.value),
      before: snapshot().members,
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

  const askDetails = async (origin: string, { apiExtensions }: ServerInfo): Promise<void> => {
    const options = { deadlineMs: DETAIL_DEADLINE_MS, signal };
    const [info, groups] = await Promise.all([
      fetchCluster(client, origin, options),
      apiExtensions.has('clustering_groups') ? fetchGroups(client, origin, options) : NO_GROUPS,
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

  const takeMembers = (members: LxdMember[], origin: string): void => {
    const staying = new Set(members.flatMap(({ url }) => originOf(url) ?? []));
    const gone = snapshot()
      .members.flatMap(({ url }) => originOf(url) ?? [])
      .filter((url) => !staying.has(url));
    update((before) => withMembers(before, members, nameAt(origin, members), now()));
    if (endpoints.learn([...staying])) deps.onLearned(endpoints.learned());
    left = new Set([...left, ...endpoints.learned(), ...gone].filter((url) => !staying.has(url)));
    for (const url of gone) {
      names.delete(url);
      deps.onLeft(url);
    }
  };

  return {
    candidates,
    extensions: () => extensions,
    expectNews() {
      detailsAtMs = Number.NEGATIVE_INFINITY;
    },
    heardFrom,
    async call() {
      const server = await hedge(candidates(), askServer, { ...SERVER_ASK, signal });
      if (!server.ok) {
        const { error } = server;
        staleSinceMs = null;
        update((before) => withFailure(withFailure(before, 'server', error, now()), 'members', error, now()));
        if (error.kind === 'not-clustered') {
          update((before) => ({ ...before, cluster: { ...before.cluster, clustered: false } }));
        }
        return 'unanswered';
      }
      heardFrom(server.value.origin, server.value.value);
      endpoints.answered(server.value.origin);
      extensions = server.value.value.apiExtensions;
      update((before) => withServer(before, server.value.value, now()));

      let waited = false;
      const list = await hedge(candidates().slice(0, MAX_ASKED_FOR_LIST), askMembers, {
        ...LIST_ASK,
        signal,
        onWaiting() {
          waited = true;
          troubledAtMs = now();
          const message = `the member list has kept us waiting for ${LIST_ASK.hedgeAfterMs} ms`;
          update((before) => withFailure(before, 'members', { kind: 'blocked', message }, now()));
        },
      });
      if (!list.ok) {
        troubledAtMs = now();
        update((before) => withFailure(before, 'members', list.error, now()));
        // The right view is seconds away, and everybody waits for it. After any other trouble a stale one is a new one.
        if (list.error.kind === 'stale-view') return 'doubtful';
        staleSinceMs = null;
        return 'done';
      }
      endpoints.answered(list.value.origin);
      takeMembers(list.value.value, list.value.origin);
      const detailsFail = [snapshot().parts.cluster, snapshot().parts.groups].some(
        ({ status }) => status === 'failed',
      );
      if (detailsFail || now() - detailsAtMs >= GROUPS_EVERY_MS) {
        detailsAtMs = now();
        await askDetails(list.value.origin, server.value.value);
      }
      // What was asked before an election may be answered after it with the view from before. Once is enough: a server
      // that always takes this long must not be asked without a pause.
      const doubtful = waited && !askedAgain;
      askedAgain = doubtful;
      return doubtful ? 'doubtful' : 'done';
    },
  };
}

/** Cluster groups came with the API extension `clustering_groups`. */
const NO_GROUPS = err<Failure>({
  kind: 'not-implemented',
  message: 'the server does not have the API extension clustering_groups',
});
