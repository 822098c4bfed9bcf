/** `/api/clusters`: what is known of every cluster, and of one of them in full, now or at a moment. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { sees } from '../access/viewer.ts';
import type { History } from '../history/history.ts';
import { unknownCluster } from '../plugins/errors.ts';
import { viewerOf } from '../plugins/access.ts';
import { err } from '../result.ts';
import { type Board, summaryOf } from '../rollcall/board.ts';
import { assess } from '../wire/assess.ts';
import { assessMoment } from '../wire/unwitnessed.ts';
import { ApiError, ClusterAnswer, ClustersAnswer } from '../wire/api.ts';
import type { ClusterView } from '../wire/delta.ts';
import type { BlindSpot } from '../wire/moment.ts';
import { NOT_KEPT, cachingOf, historyUnavailable, momentAsked } from './at.ts';
import { jsonBody, matches, sendTagged } from './conditional.ts';
import { One, knownOnly } from './query.ts';

export type ClusterRoutesDeps = {
  board: Board;
  history: History;
  /** Names this run of the proxy, so that an entity tag of another one never matches. */
  run: string;
  now(): number;
};

type Made = { view: ClusterView; etag: string; body: Buffer };

const Params = z.object({ cluster: z.string() });
const AtQuery = z.object({ at: One });

export function registerClusters(
  app: FastifyInstance,
  { board, history, run, now }: ClusterRoutesDeps,
): void {
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

  const viewAt = async (key: string, atMs: number) => (await history.past(key)?.view(atMs)) ?? err(NOT_KEPT);

  app.get(
    '/api/clusters',
    {
      config: { access: 'display' },
      schema: {
        tags: ['clusters'],
        summary: 'All clusters, with a verdict on each, now or at a moment',
        description:
          'In the order of the configuration. Times are ms since 1970 UTC by the clock of the proxy; with at, nowMs is that moment.',
        querystring: AtQuery,
        response: { 200: ClustersAnswer, 304: z.null(), 400: ApiError, 503: ApiError },
      },
      preValidation: knownOnly(AtQuery),
    },
    async (request, reply) => {
      const { clusters } = viewerOf(request);
      const nowMs = now();
      const asked = momentAsked(AtQuery.parse(request.query).at, nowMs);
      if (!asked.ok) return reply.code(400).send(asked.error);
      if (asked.value === null) {
        const live: ClustersAnswer = { nowMs, clusters: board.summaries(nowMs, clusters) };
        return reply.header('cache-control', 'no-store').send(live);
      }
      const atMs = asked.value;
      const answer: ClustersAnswer = { nowMs: atMs, clusters: [] };
      const blind: BlindSpot[] = [];
      const keys = board.keys().filter((key) => sees(clusters, key));
      for (const found of await Promise.all(keys.map((key) => viewAt(key, atMs)))) {
        if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
        const { view, moment } = found.value;
        answer.clusters.push(summaryOf(view.snapshot, atMs, assessMoment(view.snapshot, moment)));
        if (moment.blind !== null) blind.push(moment.blind);
      }
      return sendTagged(request, reply, jsonBody(answer, cachingOf(atMs, nowMs, blind)));
    },
  );

  app.get(
    '/api/clusters/:cluster',
    {
      config: { access: 'display' },
      schema: {
        tags: ['clusters'],
        summary:
          'One cluster: the latest snapshot, or that of a moment, the verdict on it, and the last changes and events up to it',
        params: Params,
        querystring: AtQuery,
        response: { 200: ClusterAnswer, 304: z.null(), 400: ApiError, 404: ApiError, 503: ApiError },
      },
      preValidation: knownOnly(AtQuery),
    },
    async (request, reply) => {
      const { cluster } = Params.parse(request.params);
      const view = board.view(cluster);
      if (view === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
      const nowMs = now();
      const asked = momentAsked(AtQuery.parse(request.query).at, nowMs);
      if (!asked.ok) return reply.code(400).send(asked.error);
      if (asked.value !== null) {
        const found = await viewAt(cluster, asked.value);
        if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
        const { view: then, moment } = found.value;
        const answer: ClusterAnswer = { ...then, verdict: assessMoment(then.snapshot, moment), moment };
        const caching = cachingOf(asked.value, nowMs, moment.blind === null ? [] : [moment.blind]);
        return sendTagged(request, reply, jsonBody(answer, caching));
      }
      const { etag, body } = answerFor(cluster, view);
      void reply.header('etag', etag).header('cache-control', 'no-cache');
      if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
      // A buffer passes by the serializer, which would parse the same answer again for each reader.
      return reply.type('application/json; charset=utf-8').send(body);
    },
  );
}
