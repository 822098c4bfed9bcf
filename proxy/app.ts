/** The HTTP side of the proxy, put together by hand in a visible order. */
import swagger from '@fastify/swagger';
import fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify';
import { createJsonSchemaTransform, serializerCompiler, validatorCompiler } from 'fastify-type-provider-zod';
import type { Forwarder } from './forward/forwarder.ts';
import { apiError, refuse, refuseConnection, registerErrors } from './plugins/errors.ts';
import { registerHeaders } from './plugins/headers.ts';
import { registerHost } from './plugins/host.ts';
import { buildOf, registerStatic } from './plugins/static.ts';
import type { History } from './history/history.ts';
import type { Board } from './rollcall/board.ts';
import type { Register } from './rollcall/register.ts';
import { registerChanges } from './routes/changes.ts';
import { registerClusters } from './routes/clusters.ts';
import { registerEvents } from './routes/events.ts';
import { type EventFeeds, createEventsDoor } from './routes/forward-events.ts';
import { registerForward } from './routes/forward.ts';
import { registerExport } from './routes/export.ts';
import { registerHealth } from './routes/health.ts';
import { registerMembers } from './routes/members.ts';
import { registerNotes } from './routes/notes.ts';
import { registerSamples } from './routes/samples.ts';
import { registerStream } from './routes/stream.ts';
import { registerTrails } from './routes/trails.ts';
import { createHub } from './stream/hub.ts';

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
/** How long requests under way may take to end once the proxy is closing. */
const CLOSING_GRACE_MS = 2000;

export async function buildApp(deps: AppDeps): Promise<FastifyInstance> {
  const { board, history, log, version, run, beatMs, now } = deps;
  const events = createEventsDoor(deps.feeds);
  const app = fastify({
    loggerInstance: log,
    // One line per state change, not one per request.
    logController: new LogController({ disableRequestLogging: true }),
    // No endpoint takes a body but those of notes, which say so.
    bodyLimit: 1024,
    requestTimeout: 30_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 300 },
    forceCloseConnections: 'idle',
    frameworkErrors: (_error, request, reply) => {
      void refuse(request, reply, 400, apiError('bad-url', 'bad request'));
    },
    clientErrorHandler: refuseConnection,
    http: {
      // Ours says why.
      requireHostHeader: false,
      shouldUpgradeCallback: events.opensFor,
    },
  });
  app.server.maxConnections = MAX_CONNECTIONS;
  app.server.headersTimeout = 15_000;
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);

  const hub = createHub({ board, run, version, build: buildOf(deps.staticDir), beatMs, now });
  // An open stream would keep the server from closing, and so would a request that never ends.
  let impatience: NodeJS.Timeout | undefined;
  app.addHook('preClose', async () => {
    hub.close();
    events.close();
    impatience = setTimeout(() => app.server.closeAllConnections(), CLOSING_GRACE_MS);
  });
  app.addHook('onClose', async () => clearTimeout(impatience));

  registerHeaders(app);
  registerErrors(app);
  registerHost(app);
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
  registerNotes(app, { board, history, now });
  registerExport(app, { board, history, now });
  registerStream(app, { board, hub, maxReaders: MAX_READERS });
  registerHealth(app, { board, now });
  app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
  registerForward(app, { forwarders: deps.forwarders, events });
  await registerStatic(app, deps.staticDir);
  await app.ready();
  return app;
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
