/** Every refusal and failure in a documented shape: LXD's envelope under its paths, `ApiError` elsewhere. Never a stack trace. */
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { errorEnvelope } from '../lxd/envelope.ts';
import type { ApiError } from '../wire/api.ts';
import { SECURITY_HEADERS } from './headers.ts';

/** Whether a raw URL lies where LXD's own endpoints are. */
export const isLxdPath = (rawUrl: string): boolean => /^\/+(?:1\.0|lxd)(?:[/?#;%\\]|$)/.test(rawUrl);

export const apiError = (code: string, message: string, remedy: string | null = null): ApiError => ({
  code,
  message,
  remedy,
});

/** Whether the page itself is asked for, of whichever address: it may be one of its own. */
export function isPagePath({ method, raw }: FastifyRequest): boolean {
  const path = (raw.url ?? '').split('?', 1)[0] ?? '';
  const reads = method === 'GET' || method === 'HEAD';
  return reads && /^\/(?!(?:api|assets)(?:\/|$))/.test(path) && !isLxdPath(path);
}

export const unknownCluster = (key: string, known: readonly string[]): ApiError =>
  apiError(
    'unknown-cluster',
    `There is no cluster "${key.slice(0, 80)}".`,
    `Configured: ${known.join(', ')}.`,
  );

/** Answers a request that went wrong before or beside its route. */
export function refuse(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  error: ApiError,
): FastifyReply {
  const body = isLxdPath(request.raw.url ?? '') ? errorEnvelope(status, error.message) : error;
  return reply.code(status).headers(SECURITY_HEADERS).header('cache-control', 'no-store').send(body);
}

const STATUS_OF_CODE: ReadonlyMap<string | undefined, number> = new Map([
  ['HPE_HEADER_OVERFLOW', 431],
  ['ERR_HTTP_REQUEST_TIMEOUT', 408],
]);

/** Answers what is no HTTP request, and ends its connection. Nothing was understood of it, not even the path. */
export function refuseConnection(error: { code?: string }, socket: Socket): void {
  // After the first answer another one may be under way, and this would end up in the middle of it.
  if (!socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  const status = STATUS_OF_CODE.get(error.code) ?? 400;
  answerOnSocket(socket, status, apiError('bad-request', STATUS_CODES[status] ?? ''));
}

/** Answers a request that came without TLS to where nothing else is spoken. */
export function refusePlainHttp(socket: Socket): void {
  // What is left of the request is read and dropped: an unread rest would take the answer away with it.
  socket.resume();
  answerOnSocket(
    socket,
    400,
    apiError(
      'plain-http',
      'This port speaks https, and you asked it by http.',
      'Write https:// in the address.',
    ),
  );
}

/** Answers where there is no response object, and ends the connection. */
export function answerOnSocket(socket: Duplex, status: number, error: object): void {
  const body = JSON.stringify(error);
  const headers = {
    ...SECURITY_HEADERS,
    'cache-control': 'no-store',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  // Not `end` alone: that would leave the other half open for as long as the client likes.
  socket.end(`HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.join('')}\r\n${body}`, () =>
    socket.destroy(),
  );
}

export function registerErrors(app: FastifyInstance): void {
  app.setErrorHandler((error, request, reply) => {
    const status =
      error instanceof Error && 'statusCode' in error && typeof error.statusCode === 'number'
        ? error.statusCode
        : 500;
    if (status < 500 && error instanceof Error) {
      return refuse(request, reply, status, apiError('bad-request', error.message));
    }
    request.log.error({ err: error }, 'a request failed');
    return refuse(
      request,
      reply,
      500,
      apiError(
        'internal',
        'Something went wrong in Rollcall.',
        `The log has more under request ${request.id}.`,
      ),
    );
  });
}
