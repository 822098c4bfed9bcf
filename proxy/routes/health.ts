/** `/healthz` and `/readyz`: for whatever keeps the proxy running and whatever sends readers to it. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { sees } from '../access/viewer.ts';
import type { Board } from '../rollcall/board.ts';
import { formatDuration } from '../wire/duration.ts';
import { isFresh } from '../wire/freshness.ts';
import { failureWord } from '../wire/witness.ts';

const Healthy = z.object({ status: z.literal('ok') });
const Unready = z.object({ status: z.literal('unready'), reasons: z.array(z.string()) });

export function registerHealth(app: FastifyInstance, { board, now }: { board: Board; now(): number }): void {
  app.get(
    '/healthz',
    {
      config: { access: 'public' },
      schema: { tags: ['health'], summary: 'Whether the process lives', response: { 200: Healthy } },
    },
    (_request, reply) => reply.header('cache-control', 'no-store').send({ status: 'ok' }),
  );
  app.get(
    '/readyz',
    {
      config: { access: 'public' },
      schema: {
        tags: ['health'],
        summary: 'Whether the data of every cluster are fresh',
        description:
          '503 before the first roll call, and while data are older than three beats. The reasons are for those who may see the clusters.',
        response: { 200: Healthy, 503: Unready },
      },
    },
    ({ viewer }, reply) => {
      void reply.header('cache-control', 'no-store');
      const reasons = board.keys().flatMap((key) => {
        const reason = unreadiness(board, key, now());
        return reason === null ? [] : { key, reason };
      });
      if (reasons.length > 0) {
        const told = reasons.filter(({ key }) => viewer !== null && sees(viewer.clusters, key));
        return reply.code(503).send({ status: 'unready', reasons: told.map(({ reason }) => reason) });
      }
      return reply.send({ status: 'ok' });
    },
  );
}

function unreadiness(board: Board, key: string, nowMs: number): string | null {
  const snapshot = board.view(key)?.snapshot;
  if (snapshot === undefined) return null;
  const { members } = snapshot.parts;
  if (isFresh(members, snapshot, nowMs)) return null;
  const why = members.failure === null ? '' : ` (${failureWord(members.failure.kind)})`;
  if (members.observedAtMs === null) return `${key}: no roll call has succeeded yet${why}`;
  return `${key}: the data are ${formatDuration(nowMs - members.observedAtMs)} old${why}`;
}
