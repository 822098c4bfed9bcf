/** Answers with an entity tag, so that who has them already is answered in a few bytes. */
import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Whether `If-None-Match` names this tag. A reverse proxy that compresses makes a tag weak. Source: RFC 9110, 13.1.2. */
export const matches = (ifNoneMatch: string | undefined, etag: string): boolean =>
  ifNoneMatch?.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag) ?? false;

const JSON_TYPE = 'application/json; charset=utf-8';

/** What is sent, of which type, and for how long it may be kept: `cache-control`. */
export type Body = { text: string; type: string; caching: string };

export const jsonBody = (value: unknown, caching = 'no-cache'): Body => ({
  text: JSON.stringify(value),
  type: JSON_TYPE,
  caching,
});

export function sendTagged(
  request: FastifyRequest,
  reply: FastifyReply,
  { text, type, caching }: Body,
): FastifyReply {
  const body = Buffer.from(text);
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', etag).header('cache-control', caching);
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  // A buffer passes by the serializer, which would parse the same answer again.
  return reply.type(type).send(body);
}
