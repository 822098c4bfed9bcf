/** LXD's own endpoints under their own paths: `/1.0...` of the first cluster, `/lxd/:cluster/1.0...` of any. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { parseForward } from '../forward/allow-list.ts';
import { type ForwardAnswer, type Forwarder, envelope } from '../forward/forwarder.ts';

/** `forwarders` in the order of the configuration, by key. */
export function registerForward(app: FastifyInstance, forwarders: ReadonlyMap<string, Forwarder>): void {
  const send = (reply: FastifyReply, { status, body, etag }: ForwardAnswer): FastifyReply => {
    void reply.code(status).header('cache-control', 'no-store').type('application/json');
    if (etag !== null) void reply.header('etag', etag);
    return reply.send(body);
  };
  const handler = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const parsed = parseForward(request.raw.url ?? '');
    if (!parsed.ok) return send(reply, envelope(parsed.refusal.status, parsed.refusal.error));
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      void reply.header('allow', 'GET, HEAD');
      return send(reply, envelope(405, 'only GET and HEAD are forwarded'));
    }
    const { cluster } = parsed.request;
    const forwarder = cluster === null ? [...forwarders.values()][0] : forwarders.get(cluster);
    if (forwarder === undefined) return send(reply, envelope(404, 'not found'));
    return send(reply, await forwarder.answer(parsed.request));
  };
  for (const url of ['/1.0', '/1.0/*', '/lxd', '/lxd/*']) {
    app.route({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], url, handler, schema: { hide: true } });
  }
}
