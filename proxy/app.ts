/** The HTTP side of the proxy, put together by hand in a visible order. */
import type { RequestListener } from 'node:http';
import type { ServerOptions } from 'node:https';
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { createJsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import { createQuota } from './access/quota.ts';
import type { Access } from './access/access.ts';
import { createAudit } from './access/audit.ts';
import type { Forwarder } from './forward/forwarder.ts';
import { registerAccess } from './plugins/access.ts';
import { limitConnections } from './plugins/connections.ts';
import { apiError, refuse, refuseConnection, registerErrors } from './plugins/errors.ts';
import { registerHeaders } from './plugins/headers.ts';
import { registerHost } from './plugins/host.ts';
import { buildOf, registerStatic } from './plugins/static.ts';
import type { History } from './history/history.ts';
import type { Board } from './rollcall/board.ts';
import type { Register } from './rollcall/register.ts';
import { registerAudit } from './routes/audit.ts';
import { registerChanges } from './routes/changes.ts';
import { registerClusters } from './routes/clusters.ts';
import { registerDisplays } from './routes/displays.ts';
import { type Enrolling, registerEnrolment } from './routes/enrolment.ts';
import { registerEvents } from './routes/events.ts';
import { type EventFeeds, createEventsDoor } from './routes/forward-events.ts';
import { registerForward } from './routes/forward.ts';
import { registerExport } from './routes/export.ts';
import { registerHealth } from './routes/health.ts';
import { registerLogIn } from './routes/log-in.ts';
import { registerMembers } from './routes/members.ts';
import { registerNotes } from './routes/notes.ts';
import { registerSamples } from './routes/samples.ts';
import { registerSession } from './routes/session.ts';
import { registerSettings } from './routes/settings.ts';
import { registerStream } from './routes/stream.ts';
import { registerTrails } from './routes/trails.ts';
import { createHub } from './stream/hub.ts';
import type { TlsFront } from './tls/server.ts';
import type { SettingsAnswer } from './wire/settings.ts';

export type AppDeps = {
  board: Board;
  /** By cluster key, in the order of the configuration. */
  forwarders: ReadonlyMap<string, Forwarder>;
  /** What is known of single members, by cluster key. */
  registers: ReadonlyMap<string, Register>;
  /** What LXD tells of, by cluster key, in the same order. */
  feeds: EventFeeds;
  /** What was before now. */
  history: History;
  /** The names by which it may be asked for, in lower case; addresses and `localhost` go without saying. */
  hosts: readonly string[];
  /** Enrols clusters from the page; null: that is not offered. */
  enrolling: Enrolling | null;
  /** Who may get at what. */
  access: Access;
  /** What it runs with at present. */
  settings(): SettingsAnswer;
  /** Serves by TLS; null: plain HTTP. */
  tls: TlsFront | null;
  log: FastifyBaseLogger;
  version: string;
  /** Names this run of the proxy. */
  run: string;
  /** The interval of heart-beats on streams, ms. */
  beatMs: number;
  /** Where the built page lies; null serves the API alone. */
  staticDir: string | null;
  now(): number;
};

/** What a client can open is bounded: readers of the stream, and connections with some room beside them. */
const MAX_READERS = 2000;
const MAX_CONNECTIONS = 4000;
/** Of which one address has at most so many. A viewer's browser opens six, and a wall one stream. */
const MAX_OF_AN_ADDRESS = { streams: 100, connections: 400 };
/** How long a request may take to arrive, and a connection without one may stay. */
const TIMEOUTS = { requestTimeout: 30_000, keepAliveTimeout: 72_000 };
/** How often that is looked after, ms. */
const LOOK_EVERY_MS = 5000;
/** How long requests under way may take to end once the proxy is closing. */
const CLOSING_GRACE_MS = 2000;

export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { board, access, history, log, version, run, beatMs, now } = deps;
  const hosts: ReadonlySet<string> = new Set(deps.hosts);
  const events = createEventsDoor({ feeds: deps.feeds, hosts, access });
  const httpOptions = {
    // Ours says why.
    requireHostHeader: false,
    connectionsCheckingInterval: LOOK_EVERY_MS,
    shouldUpgradeCallback: events.opensFor,
  };
  const app = fastify({
    ...(deps.tls === null ? { http: httpOptions } : overTls(deps.tls, { ...httpOptions, ...TIMEOUTS })),
    loggerInstance: log,
    // One line per state change, not one per request.
    logController: new LogController({ disableRequestLogging: true }),
    // No endpoint takes a body but those of notes, of the log-in and of enrolment, which say so.
    bodyLimit: 1024,
    ...TIMEOUTS,
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, request, reply) => {
      void refuse(request, reply, 400, apiError('bad-url', 'bad request'));
    },
    clientErrorHandler: refuseConnection,
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  app.server.headersTimeout = 15_000;
  limitConnections(app.server, createQuota(MAX_OF_AN_ADDRESS.connections), access.clientOf);
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const audit = createAudit({
    store: history.store,
    clientOf: access.clientOf,
    onTrouble: ({ kind, message }) =>
      log.error({ kind, reason: message }, 'the audit log could not be written'),
    now,
  });
  const hub = createHub({ board, run, version, build: buildOf(deps.staticDir), beatMs, now });
  // An open stream would keep the server from closing, and so would a request that never ends.
  let impatience: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    hub.close();
    events.close();
    access.close();
    impatience = setTimeout(() => {
      app.server.closeAllConnections();
      deps.tls?.closeAll();
    }, CLOSING_GRACE_MS);
  });
  app.addHook('onClose', async () => clearTimeout(impatience));

  registerHeaders(app, { https: deps.tls !== null });
  registerErrors(app);
  registerHost(app, hosts);
  registerAccess(app, { access, clusters: board.keys });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Rollcall', description: DESCRIPTION, version, license: LICENSE },
    },
    transform: createJsonSchemaTransform({ zodToJsonConfig: { override: allowMore } }),
  });
  registerClusters(app, { board, history, run, now });
  registerMembers(app, { board, registers: deps.registers, history, now });
  registerTrails(app, { board, history, now });
  registerChanges(app, { board, history, now });
  registerEvents(app, { board, history, now });
  registerSamples(app, { board, history, now });
  registerNotes(app, { board, history, audit, now });
  registerSession(app, { access, audit });
  registerDisplays(app, { access, audit, clusters: board.keys });
  registerEnrolment(app, deps.enrolling);
  registerLogIn(app, { access, audit });
  registerAudit(app, { store: history.store, now });
  registerSettings(app, deps.settings);
  registerExport(app, { board, history, now });
  const quota = createQuota(MAX_OF_AN_ADDRESS.streams);
  registerStream(app, { board, hub, access, maxReaders: MAX_READERS, quota });
  registerHealth(app, { board, now });
  app.get('/api/openapi.json', { config: { access: 'viewer' }, schema: { hide: true } }, async () =>
    app.swagger(),
  );
  registerForward(app, { forwarders: deps.forwarders, events });
  await registerStatic(app, deps.staticDir);
  await app.ready();
  return app;
}

/** `https` is there for the address that fastify tells of: the server is not of its making. */
function overTls(tls: TlsFront, options: ServerOptions) {
  return { https: {}, serverFactory: (handler: RequestListener) => tls.serve(handler, options) };
}

/** Fields will be added; a client made from the document must not choke on them. */
function allowMore({ jsonSchema }: { jsonSchema: { additionalProperties?: unknown } }): void {
  if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
}

const LICENSE = { name: 'Apache-2.0', identifier: 'Apache-2.0' };
const DESCRIPTION =
  'What Rollcall knows of LXD and Incus clusters. Beside these, LXD endpoints are forwarded under their own paths ' +
  '(GET /1.0, /1.0/cluster, /1.0/cluster/members, /1.0/cluster/groups, /1.0/operations, /1.0/warnings and below, ' +
  '/1.0/resources, and the websocket /1.0/events), in the envelope of LXD.';
