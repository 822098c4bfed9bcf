import { createHash } from 'node:crypto';
import type { ServerResponse } from 'node:http';

import { bytesOf } from './envelope.ts';
import type { Answer } from './envelope.ts';
import { sendGarbage } from './garbage.ts';
import type { GarbageKind } from './garbage.ts';

/** Go's server counts the length of short bodies and sends longer ones in chunks. */
const chunkedFromBytes = 2048;

const etag = (value: unknown): string =>
  `"${createHash('sha256').update(JSON.stringify(value)).digest('hex')}"`;

/** Puts an answer on the wire, in the daemons' way or as nonsense. */
export function respond(response: ServerResponse, answer: Answer, garbage: GarbageKind | null): void {
  if (response.destroyed) return;
  const isText = typeof answer.body === 'string';
  const body = bytesOf(answer);
  if (garbage) {
    sendGarbage(response, garbage, body.toString());
    return;
  }
  response.statusCode = answer.httpStatus;
  response.setHeader('Content-Type', isText ? 'text/plain; charset=utf-8' : 'application/json');
  if (answer.httpStatus >= 400) response.setHeader('X-Content-Type-Options', 'nosniff');
  if (answer.etagOf !== undefined) response.setHeader('Etag', etag(answer.etagOf));
  if (answer.location !== undefined) response.setHeader('Location', answer.location);
  if (body.length >= chunkedFromBytes) response.write(body);
  response.end(body.length >= chunkedFromBytes ? undefined : body);
}
