/** Everything that runs while Rollcall serves: a roll call for each cluster, the board, the HTTP side. */
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { FastifyBaseLogger, FastifyInstance } from 'fastify';
import { type Access, openAccess, startAccess } from './access/access.ts';
import { DISPLAY_LIMITS, openDisplays } from './access/displays.ts';
import { createOidc } from './access/oidc/oidc.ts';
import { openSessionKeys } from './access/session-keys.ts';
import { type Vouching, type VouchingSettings, createVouching } from './access/vouching.ts';
import { buildApp } from './app.ts';
import type { ClusterConfig, Config, TlsConfig } from './config/config.ts';
import { systemFiles } from './config/files.ts';
import { isLoopback } from './config/values.ts';
import type { ConfigResult } from './config/parse-config.ts';
import { type EventSource, createEventFeed } from './forward/event-feed.ts';
import { type Forwarder, createForwarder } from './forward/forwarder.ts';
import { bytesOnDisk, historyFile } from './history/place.ts';
import { type Recalled, knownSnapshot, lastChangeId, lastJudgement, recall } from './history/recall.ts';
import type { HistoryStore } from './history/store.ts';
import { type IdentityKeeper, keepIdentities } from './identity-keeper.ts';
import { type LxdClient, createLxdClient } from './lxd/client.ts';
import { type Endpoints, createEndpoints } from './lxd/endpoints.ts';
import { refusePlainHttp } from './plugins/errors.ts';
import { startRemembering } from './remembering.ts';
import { type Board, createBoard } from './rollcall/board.ts';
import { type Register, createRegister } from './rollcall/register.ts';
import { createEndpointMemory } from './rollcall/endpoint-memory.ts';
import { type Watched, firstSnapshot } from './rollcall/state.ts';
import { type Watcher, watchCluster } from './rollcall/watcher.ts';
import type { Enrolling } from './routes/enrolment.ts';
import { startDemo } from './sim/demo.ts';
import { tellSettings } from './tell-settings.ts';
import { type PairKeeper, keepPair } from './tls/pair-keeper.ts';
import { type TlsFront, createTlsFront } from './tls/server.ts';
import type { ClusterSnapshot } from './wire/snapshot.ts';

export type ServeDeps = {
  config: Config;
  log: FastifyBaseLogger;
  version: string;
  staticDir: string | null;
  /** Enrols a cluster into the settings. */
  enrolling: Enrolling;
  /** Reads the settings again, and the files that they name. */
  readSettings(): ConfigResult;
  /** Opens the store of the past; `file` null: what is shown is made up, and kept nowhere. Closed with the rest. */
  openStore(file: string | null): Promise<HistoryStore>;
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

/** Small files: their reading is not to be noticed. */
const LOOK_AT_FILES_EVERY_MS = 5000;

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
  const startedAtMs = now();
  const file = demo === null ? historyFile(config.dataDir) : null;
  const store = await deps.openStore(file);
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

  const access = await accessOf(deps, store, demo !== null);
  const tls = config.tls === null ? null : createTlsFront(config.tls.pair, refusePlainHttp);
  let port: number | null = null;
  const app = await buildApp({
    board,
    forwarders,
    registers: new Map(connections.map(({ cluster, register }) => [cluster.key, register])),
    feeds: new Map(connections.map(({ cluster, feed }) => [cluster.key, feed])),
    history: remembering.history,
    hosts: config.hosts,
    // Who can reach it from elsewhere must not be able to have it write files.
    enrolling:
      demo !== null && config.access === null && isLoopback(config.listen.host) ? deps.enrolling : null,
    access,
    settings: () =>
      tellSettings(config, {
        version: deps.version,
        startedAtMs,
        nowMs: now(),
        clusters: connections.map(({ cluster, first }) => ({
          cluster,
          snapshot: board.view(cluster.key)?.snapshot ?? first,
        })),
        pair: tls?.presented() ?? null,
        port,
        file: file === null ? null : { path: file, bytes: bytesOnDisk(file) },
      }),
    tls,
    log,
    version: deps.version,
    run,
    beatMs: config.rollCallIntervalMs,
    staticDir: deps.staticDir,
    now,
  });
  const keeper = tls === null || config.tls === null ? null : keepPresented(config.tls, tls, deps);
  const watchers = new Map<string, Watcher>();
  let identities: IdentityKeeper | null = null;
  const close = async (): Promise<void> => {
    keeper?.stop();
    identities?.stop();
    for (const watcher of watchers.values()) watcher.stop();
    await Promise.all([app.close(), remembering.stop()]);
    await Promise.all(connections.map(({ client }) => client.close()));
    await demo?.close();
  };
  try {
    const url = await app.listen(config.listen);
    port = Number(new URL(url).port) || null;
    for (const connection of connections) {
      watchers.set(
        connection.cluster.key,
        watchCluster({
          cluster: connection.watched,
          first: connection.first,
          recording: () => remembering.recording(connection.cluster.key) ?? connection.first.recording,
          client: connection.client,
          endpoints: connection.endpoints,
          validity: () => ({
            clientNotAfterMs: connection.cluster.clientCertNotAfterMs,
            serverNotAfterMs: connection.cluster.serverCertNotAfterMs,
          }),
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
    if (demo === null) {
      identities = keepIdentities({
        clusters,
        readSettings: deps.readSettings,
        use(cluster) {
          const connection = connections.find(({ watched }) => watched.key === cluster.key);
          if (connection === undefined) return;
          connection.cluster = cluster;
          connection.client.use(cluster);
          watchers.get(cluster.key)?.lookAnew();
        },
        log,
        everyMs: LOOK_AT_FILES_EVERY_MS,
      });
    }
    return { url, app, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Has the certificate presented that is in the files, whenever they change. */
const keepPresented = (tls: TlsConfig, { present }: TlsFront, { log, now }: ServeDeps): PairKeeper =>
  keepPair({ tls, files: systemFiles, present, log, everyMs: LOOK_AT_FILES_EVERY_MS, now });

/** Who may get at what, as the settings have it. What the last run ended stays ended. */
async function accessOf(
  { config, log, now }: ServeDeps,
  store: HistoryStore,
  demo: boolean,
): Promise<Access> {
  const { access, publicUrl, trustedProxies } = config;
  if (access === null) return openAccess(trustedProxies);
  const endings = await store.endings();
  if (!endings.ok) {
    log.warn(
      { reason: endings.error.message },
      'which sessions were ended could not be read, so everybody has to log in again',
    );
  }
  const { sessions: limits, accounts, oidc, header } = access;
  const displays = await openDisplays({
    store,
    onTrouble: (what, { kind, message }) => log.error({ kind, reason: message }, what),
    now,
  });
  const keys = openSessionKeys({
    path: demo ? null : join(config.dataDir, 'session.keys'),
    longestMs: Math.max(limits.longestMs, DISPLAY_LIMITS.idleMs),
    nowMs: now(),
    onTrouble: (what, error) => log.warn({ err: error }, what),
  });
  return startAccess({
    limits,
    accounts,
    displays,
    oidc: oidc && createOidc({ settings: oidc, limits, keys, now }),
    vouching: header && vouchingBy(header, log),
    publicUrl,
    trustedProxies,
    keys,
    endings: endings.ok ? endings.value : null,
    keep(ending) {
      void store.addEnding(ending).then((kept) => {
        if (!kept.ok) log.error({ reason: kept.error.message }, 'a log-out holds only until the next start');
      });
    },
    lookEveryMs: config.rollCallIntervalMs,
    now,
  });
}

/** Somebody else's word for who somebody is: of those who are not listed, it is told that they gave it. */
const vouchingBy = (header: VouchingSettings, log: FastifyBaseLogger): Vouching =>
  createVouching(header, (address) =>
    log.warn(
      { address, header: header.name },
      'a user was named by an address that is not in access.header.from, which counts for nothing',
    ),
  );

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
    files: null,
    from: 'demo',
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
