/** `/api/clusters`: what is known of every cluster, and of one of them in full. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { apiError } from '../plugins/errors.ts';
import type { Board } from '../rollcall/board.ts';
import { assess } from '../wire/assess.ts';
import { ApiError, ClusterAnswer, ClustersAnswer } from '../wire/api.ts';
import type { ClusterView } from '../wire/delta.ts';
import { matches } from './conditional.ts';

export type ClusterRoutesDeps = {
  board: Board;
  /** Names this run of the proxy, so that an entity tag of another one never matches. */
  run: string;
  now(): number;
};

type Made = { view: ClusterView; etag: string; body: Buffer };

const Params = z.object({ cluster: z.string() });

export function registerClusters(app: FastifyInstance, { board, run, now }: ClusterRoutesDeps): void {
  /** The answer to everybody who asks between two roll calls, made once. */
  const made = new Map<string, Made>();
  const answerFor = (key: string, view: ClusterView): Made => {
    const held = made.get(key);
    if (held?.view === view) return held;
    const verdict = assess(view.snapshot, view.snapshot.observedAtMs);
    const answer: ClusterAnswer = { ...view, verdict, moment: null };
    const fresh = { view, etag: `"${run}-${view.seq}"`, body: Buffer.from(JSON.stringify(answer)) };
    made.set(key, fresh);
    return fresh;
  };

  app.get(
    '/api/clusters',
    {
      schema: {
        tags: ['clusters'],
        summary: 'All clusters, with a verdict on each',
        description:
          'In the order of the configuration. Times are ms since 1970 UTC by the clock of the proxy.',
        response: { 200: ClustersAnswer },
      },
    },
    (_request, reply) => {
      const answer: ClustersAnswer = { nowMs: now(), clusters: board.summaries(now()) };
      return reply.header('cache-control', 'no-store').send(answer);
    },
  );

  app.get(
    '/api/clusters/:cluster',
    {
      schema: {
        tags: ['clusters'],
        summary:
          'One cluster: the latest snapshot, the verdict on it, and the last changes and events since the proxy started',
        params: Params,
        response: { 200: ClusterAnswer, 304: z.null(), 404: ApiError },
      },
    },
    (request, reply) => {
      const { cluster } = Params.parse(request.params);
      const view = board.view(cluster);
      if (view === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
      const { etag, body } = answerFor(cluster, view);
      void reply.header('etag', etag).header('cache-control', 'no-cache');
      if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
      // A buffer passes by the serializer, which would parse the same answer again for each reader.
      return reply.type('application/json; charset=utf-8').send(body);
    },
  );
}

export const unknownCluster = (key: string, known: readonly string[]): ApiError =>
  apiError(
    'unknown-cluster',
    `There is no cluster "${key.slice(0, 80)}".`,
    `Configured: ${known.join(', ')}.`,
  );
