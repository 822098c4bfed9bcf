/** What a body has to be before anything of it is read. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { apiError, refuse } from '../plugins/errors.ts';

/** What else a form of another site could send is never read. */
export async function requireJson(request: FastifyRequest, reply: FastifyReply): Promise<unknown> {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === 'application/json') return undefined;
  return refuse(
    request,
    reply,
    415,
    apiError('not-json', 'The body has to be JSON.', 'Send "Content-Type: application/json".'),
  );
}
