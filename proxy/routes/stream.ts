/** `/api/stream`: server-sent events, see `STREAM_EVENTS`. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { Access } from '../access/access.ts';
import type { Quota } from '../access/quota.ts';
import { sees, shown } from '../access/viewer.ts';
import { viewerOf } from '../plugins/access.ts';
import { apiError, unknownCluster } from '../plugins/errors.ts';
import { SECURITY_HEADERS } from '../plugins/headers.ts';
import type { Board } from '../rollcall/board.ts';
import type { Hub } from '../stream/hub.ts';
import { ApiError } from '../wire/api.ts';

export type StreamRoutesDeps = { board: Board; hub: Hub; access: Access; maxReaders: number; quota: Quota };

/** More clusters than this on one page are a list, and the list comes with every stream. */
const MAX_KEYS = 16;

const HEADERS = {
  ...SECURITY_HEADERS,
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A buffering reverse proxy would hold the frames back.
  'x-accel-buffering': 'no',
};

const EVENTS = { description: 'The events', content: { 'text/event-stream': { schema: z.string() } } };

const Query = z.object({
  cluster: z.optional(z.union([z.string(), z.array(z.string()).check(z.maxLength(MAX_KEYS))])),
});

export function registerStream(
  app: FastifyInstance,
  { board, hub, access, maxReaders, quota }: StreamRoutesDeps,
): void {
  app.get(
    '/api/stream',
    {
      config: { access: 'display' },
      schema: {
        tags: ['stream'],
        summary: 'Server-sent events: the list of clusters, and whole views and steps of the clusters named',
        description:
          'Events: hello, clusters, view, delta, beat. A reader that misses three beats has lost the proxy. ' +
          'Last-Event-ID resumes where a broken connection left off, or begins with whole views.',
        querystring: Query,
        response: { 200: EVENTS, 400: ApiError, 404: ApiError, 429: ApiError, 503: ApiError },
      },
    },
    (request, reply) => {
      const { cluster } = Query.parse(request.query);
      const keys = cluster === undefined ? [] : Array.isArray(cluster) ? cluster : [cluster];
      const viewer = viewerOf(request);
      const known = board.keys().filter((key) => sees(viewer.clusters, key));
      const unknown = keys.find((key) => !known.includes(key));
      if (unknown !== undefined) return reply.code(404).send(unknownCluster(unknown, known));
      if (hub.readers() >= maxReaders) {
        const error = apiError(
          'too-many-readers',
          `${maxReaders} streams are open already.`,
          'Try again later.',
        );
        return reply.code(503).header('retry-after', '10').send(error);
      }
      const { address } = access.clientOf(request.raw);
      if (quota.isFull(address)) {
        const error = apiError(
          'too-many-streams',
          `${quota.most} streams of your address are open already.`,
          'Close some of the pages.',
        );
        return reply.code(429).header('retry-after', '10').send(error);
      }
      if (request.method === 'HEAD') return reply.headers(HEADERS).send();
      if (reply.raw.socket === null) {
        // It would wait for an answer before it that may never end, and not even hear of the end of the connection.
        return reply.code(400).send(apiError('pipelined', 'A stream needs a connection of its own.'));
      }
      const lastEventId = request.headers['last-event-id'];
      reply.hijack();
      const renewed = reply.getHeader('set-cookie');
      reply.raw.writeHead(
        200,
        renewed === undefined ? HEADERS : { ...HEADERS, 'set-cookie': String(renewed) },
      );
      const reader = {
        keys,
        sight: viewer.clusters,
        viewer: viewer.by === 'open' ? undefined : shown(viewer),
        lastEventId: typeof lastEventId === 'string' ? lastEventId : undefined,
      };
      reply.raw.on('close', quota.take(address));
      const leave = hub.join(reply.raw, reader);
      reply.raw.on('close', access.whenEnded(viewer, leave));
      return reply;
    },
  );
}
