/** LXD's own endpoints under their own paths: `/1.0...` of the first cluster, `/lxd/:cluster/1.0...` of any. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseForward } from '../forward/allow-list.ts';
import { type ForwardAnswer, type Forwarder, envelope } from '../forward/forwarder.ts';
import { inSight } from '../access/viewer.ts';
import { viewerOf } from '../plugins/access.ts';
import { isLxdPath } from '../plugins/errors.ts';
import type { EventsDoor } from './forward-events.ts';

export type ForwardDeps = {
  /** In the order of the configuration, by key. */
  forwarders: ReadonlyMap<string, Forwarder>;
  events: EventsDoor;
};

export function registerForward(app: FastifyInstance, { forwarders, events }: ForwardDeps): void {
  const send = (reply: FastifyReply, { status, body, etag }: ForwardAnswer): FastifyReply => {
    void reply.code(status).header('cache-control', 'no-store').type('application/json');
    if (etag !== null) void reply.header('etag', etag);
    return reply.send(body);
  };
  const forwarderOf = (cluster: string | null, request: FastifyRequest): Forwarder | undefined =>
    inSight(forwarders, cluster, viewerOf(request).clusters);

  // Any method there is, and before a body is looked at.
  app.addHook('onRequest', async (request, reply) => {
    const { method, url = '' } = request.raw;
    if (method === 'GET' || method === 'HEAD' || !isLxdPath(url)) return;
    const [path = ''] = url.split('?', 1);
    const parsed = parseForward(path);
    if (!parsed.ok || forwarderOf(parsed.request.cluster, request) === undefined)
      return send(reply, envelope(404, 'not found'));
    void reply.header('allow', 'GET, HEAD');
    return send(reply, envelope(405, 'only GET and HEAD are forwarded'));
  });

  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parsed = parseForward(request.raw.url ?? '');
    if (!parsed.ok) return send(reply, envelope(parsed.refusal.status, parsed.refusal.error));
    if (parsed.request.kind === 'listen') {
      const { status, error } = events.refusalOf(request.raw);
      return send(reply, envelope(status, error));
    }
    const forwarder = forwarderOf(parsed.request.cluster, request);
    if (forwarder === undefined) return send(reply, envelope(404, 'not found'));
    return send(reply, await forwarder.answer(parsed.request));
  };
  events.register(app);
  for (const url of ['/1.0', '/1.0/*', '/lxd', '/lxd/*']) {
    app.route({
      method: ['GET', 'HEAD'],
      url,
      handler,
      config: { access: 'viewer' },
      schema: { hide: true },
    });
  }
}
