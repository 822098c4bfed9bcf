/** Everything that runs while Rollcall serves: a roll call for each cluster, the board, the HTTP side. */
import { randomUUID } from 'node:crypto';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { buildApp } from './app.ts';
import type { ClusterConfig, Config } from './config/config.ts';
import { type EventSource, createEventFeed } from './forward/event-feed.ts';
import { type Forwarder, createForwarder } from './forward/forwarder.ts';
import { type Recalled, knownSnapshot, lastChangeId, lastJudgement, recall } from './history/recall.ts';
import type { HistoryStore } from './history/store.ts';
import { type LxdClient, createLxdClient } from './lxd/client.ts';
import { type Endpoints, createEndpoints } from './lxd/endpoints.ts';
import { startRemembering } from './remembering.ts';
import { type Board, createBoard } from './rollcall/board.ts';
import { type Register, createRegister } from './rollcall/register.ts';
import { createEndpointMemory } from './rollcall/endpoint-memory.ts';
import { type Watched, firstSnapshot } from './rollcall/state.ts';
import { type Watcher, watchCluster } from './rollcall/watcher.ts';
import { startDemo } from './sim/demo.ts';
import type { ClusterSnapshot } from './wire/snapshot.ts';

export type ServeDeps = {
  config: Config;
  log: FastifyBaseLogger;
  version: string;
  staticDir: string | null;
  /** Opens the store of the past; `demo`: what is shown is made up. Closed with the rest. */
  openStore(demo: boolean): Promise<HistoryStore>;
  now(): number;
  random(): number;
};

export type Service = {
  /** Where it listens, as a URL. */
  url: string;
  app: FastifyInstance;
  /** Ends roll calls, streams, connections and the simulated cluster; resolves when all are gone. */
  close(): Promise<void>;
};

type Connection = {
  watched: Watched;
  cluster: ClusterConfig;
  client: LxdClient;
  endpoints: Endpoints;
  register: Register;
  /** For those who listen to the cluster's events through us. */
  feed: EventSource;
  /** What the last run knew; undefined: it could not be read. */
  recalled: Recalled | undefined;
  /** What is known to begin with. */
  first: ClusterSnapshot;
};

/** Starts all of it. Rejects with the system's error when the address can't be listened on (EADDRINUSE, EACCES, ...). */
export async function serve(deps: ServeDeps): Promise<Service> {
  const { config, log, now, random } = deps;
  const demo = config.clusters.length === 0 ? await startDemoCluster() : null;
  const clusters = demo === null ? config.clusters : [demo.cluster];
  if (demo !== null) log.warn('DEMO: no cluster is configured, so a simulated one is shown');
  const memory = createEndpointMemory(config.dataDir, (error) => {
    log.warn(
      { err: error },
      'the addresses of members could not be kept; they are learned anew after a restart',
    );
  });
  const store = await deps.openStore(demo !== null);
  const changeId = lastChangeId(store, now());
  const { rollCallIntervalMs, probeIntervalMs } = config;
  const connections = await Promise.all(
    clusters.map(async (cluster): Promise<Connection> => {
      const { key, name } = cluster;
      const remembered = demo === null ? await memory.recall(key) : [];
      const watched = { key, name, demo: demo !== null, rollCallIntervalMs, probeIntervalMs };
      const recalled = await recall(store, key);
      return {
        watched,
        recalled,
        first: knownSnapshot(firstSnapshot(watched, now()), recalled?.holding ?? null),
        cluster,
        client: createLxdClient(cluster),
        endpoints: createEndpoints(cluster.endpoints, remembered),
        register: createRegister(),
        feed: createEventFeed(),
      };
    }),
  );
  const board = boardOf(connections, await changeId);
  const run = randomUUID();
  const remembering = startRemembering({
    store,
    retention: config.history.retention,
    clusters: connections,
    board,
    run,
    log,
    now,
  });
  logChanges(board, log);
  const forwarders = new Map(
    connections.map((connection) => [connection.cluster.key, forwarderOf(connection, board, deps)]),
  );

  const app = await buildApp({
    board,
    forwarders,
    registers: new Map(connections.map(({ cluster, register }) => [cluster.key, register])),
    feeds: new Map(connections.map(({ cluster, feed }) => [cluster.key, feed])),
    history: remembering.history,
    log,
    version: deps.version,
    run,
    beatMs: config.rollCallIntervalMs,
    staticDir: deps.staticDir,
    now,
  });
  const watchers: Watcher[] = [];
  const close = async (): Promise<void> => {
    for (const watcher of watchers) watcher.stop();
    await Promise.all([app.close(), remembering.stop()]);
    await Promise.all(connections.map(({ client }) => client.close()));
    await demo?.close();
  };
  try {
    const url = await app.listen(config.listen);
    for (const connection of connections) {
      watchers.push(
        watchCluster({
          cluster: connection.watched,
          first: connection.first,
          recording: () => remembering.recording(connection.cluster.key) ?? connection.first.recording,
          client: connection.client,
          endpoints: connection.endpoints,
          clientNotAfterMs: connection.cluster.clientCertNotAfterMs,
          register: connection.register,
          publish: board.publish,
          onFrame: connection.feed.publish,
          onLearned: (endpoints) => {
            if (demo === null) void memory.remember(connection.cluster.key, endpoints);
          },
          onMismatch: mismatchLog(connection.cluster.key, log),
          now,
          random,
        }),
      );
    }
    return { url, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The board as the last run left it. */
function boardOf(connections: readonly Connection[], changeId: number): Board {
  const remembered = connections.flatMap(({ cluster, recalled }) => {
    if (recalled === undefined) return [];
    const { changes, events, holding } = recalled;
    return [[cluster.key, { changes, events, judged: lastJudgement(holding) }] as const];
  });
  return createBoard(
    connections.map(({ first }) => first),
    new Map(remembered),
    changeId,
  );
}

function forwarderOf(
  { client, endpoints, watched }: Connection,
  board: Board,
  { config, now }: ServeDeps,
): Forwarder {
  const first = firstSnapshot(watched, now());
  return createForwarder({
    client,
    endpoints,
    snapshot: () => board.view(watched.key)?.snapshot ?? first,
    ttlMs: config.rollCallIntervalMs,
    now,
  });
}

/** The simulated cluster, reached as a real one is: over TLS, with a client certificate that is restricted to a project. */
async function startDemoCluster(): Promise<{ cluster: ClusterConfig; close(): Promise<void> }> {
  const sim = await startDemo();
  const cluster: ClusterConfig = {
    key: 'demo',
    name: 'demo',
    endpoints: sim.endpoints,
    clientCertPem: sim.restrictedWithProjects.certPem,
    clientKeyPem: sim.restrictedWithProjects.keyPem,
    serverFingerprint: sim.serverFingerprint,
    clientCertNotAfterMs: Number.POSITIVE_INFINITY,
    serverCertNotAfterMs: null,
  };
  return { cluster, close: () => sim.close() };
}

/** The log tells the same story as the page: one line for each change. */
function logChanges(board: Board, log: FastifyBaseLogger): void {
  board.listen((cluster, _view, { changes }) => {
    for (const { kind, member, before, after, note } of changes.toReversed()) {
      log.info({ cluster, kind, member, before, after, note }, 'change');
    }
  });
}

/** Says once of each server and certificate that it is not the pinned one, and that others are asked instead. */
function mismatchLog(cluster: string, log: FastifyBaseLogger): (origin: string, message: string) => void {
  const told = new Set<string>();
  return (origin, message) => {
    if (told.has(`${origin} ${message}`)) return;
    told.add(`${origin} ${message}`);
    log.error(
      { cluster, origin, reason: message },
      'not the pinned certificate: this server is asked nothing',
    );
  };
}
