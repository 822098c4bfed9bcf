/** Every refusal and failure in a documented shape: LXD's envelope under its paths, `ApiError` elsewhere. Never a stack trace. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorEnvelope } from '../lxd/envelope.ts';
import type { ApiError } from '../wire/api.ts';

/** Whether a raw URL lies where LXD's own endpoints are. */
export const isLxdPath = (rawUrl: string): boolean => /^\/+(?:1\.0|lxd)(?:[/?#;]|$)/.test(rawUrl);

export const apiError = (code: string, message: string, remedy: string | null = null): ApiError => ({
  code,
  message,
  remedy,
});

/** Answers a request that went wrong before or beside its route. */
export function refuse(request: FastifyRequest, reply: FastifyReply, status: number, error: ApiError): FastifyReply {
  const body = isLxdPath(request.raw.url ?? '') ? errorEnvelope(status, error.message) : error;
  return reply.code(status).header('cache-control', 'no-store').send(body);
}

export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const status = error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500;
    if (status < 500 && error instanceof Error) {
      return refuse(request, reply, status, apiError('bad-request', error.message));
    }
    request.log.error({ err: error }, 'a request failed');
    return refuse(request, reply, 500, apiError('internal', 'Something went wrong in Rollcall.', `The log has more under request ${request.id}.`));
  });
}
