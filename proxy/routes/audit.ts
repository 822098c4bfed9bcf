/** `/api/audit`: who logged in and out, and who wrote what. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { HistoryStore } from '../history/store.ts';
import { ApiError } from '../wire/api.ts';
import { AuditAnswer } from '../wire/audit.ts';
import { limitAsked, refuseRead } from './list.ts';
import { One, knownOnly } from './query.ts';
import { rangeAsked } from './range.ts';

const AuditQuery = z.object({ from: One, to: One, limit: One, cursor: One });

export function registerAudit(
  app: FastifyInstance,
  { store, now }: { store: HistoryStore; now(): number },
): void {
  app.get(
    '/api/audit',
    {
      config: { access: 'operator' },
      schema: {
        tags: ['session'],
        summary: 'Who logged in and out, and who wrote what, within a range of time, the newest first',
        description:
          'For operators. Of the last day, or from and to (RFC 3339), at most 400 days. limit: 1 to 1000.',
        querystring: AuditQuery,
        response: { 200: AuditAnswer, 400: ApiError, 401: ApiError, 403: ApiError, 503: ApiError },
      },
      preValidation: knownOnly(AuditQuery),
    },
    async (request, reply) => {
      const { limit, cursor, ...ends } = AuditQuery.parse(request.query);
      // What happened this very moment is to be seen, too.
      const range = rangeAsked(ends, now() + 1);
      if (!range.ok) return reply.code(400).send(range.error);
      const items = limitAsked(limit);
      if (!items.ok) return reply.code(400).send(items.error);
      const found = await store.audit({ ...range.value, limit: items.value, cursor });
      if (!found.ok) return refuseRead(reply, found.error);
      const answer: AuditAnswer = {
        ...range.value,
        entries: found.value.items,
        next: found.value.next,
      };
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );
}
