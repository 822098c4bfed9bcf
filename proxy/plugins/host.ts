/** Every request names one host (RFC 9112, 3.2): a proxy in front of this one might go by another of two. */
import type { IncomingMessage } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { apiError, refuse } from './errors.ts';

export function namesOneHost({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let index = 0; index < rawHeaders.length; index += 2) {
    if (rawHeaders[index]?.toLowerCase() === 'host') hosts += 1;
  }
  return hosts === 1 || (hosts === 0 && httpVersion === '1.0');
}

export function registerHost(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    if (namesOneHost(request.raw)) return;
    return refuse(request, reply, 400, apiError('bad-host', 'a request has to name one host'));
  });
}
