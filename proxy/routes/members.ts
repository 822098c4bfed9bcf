/** `/api/clusters/:cluster/members/:member` and below: what is known of one member beyond the snapshot, now or at a moment. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { History, Past } from '../history/history.ts';
import type { StoreFailure } from '../history/store.ts';
import { apiError, unknownCluster } from '../plugins/errors.ts';
import { type Result, err } from '../result.ts';
import type { Board } from '../rollcall/board.ts';
import type { Register } from '../rollcall/register.ts';
import { recentSeries } from './recent-series.ts';
import { ApiError } from '../wire/api.ts';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '../wire/detail.ts';
import { Series, SeriesRange } from '../wire/series.ts';
import { NOT_KEPT, cachingOf, historyUnavailable, momentAsked } from './at.ts';
import { jsonBody, sendTagged } from './conditional.ts';
import { One, knownOnly } from './query.ts';

export type MemberRoutesDeps = {
  board: Board;
  /** By cluster key. */
  registers: ReadonlyMap<string, Register>;
  history: History;
  now(): number;
};

const MemberParams = z.object({ cluster: z.string(), member: z.string() });
const AtQuery = z.object({ at: One });
const SeriesQuery = z.object({ range: z._default(SeriesRange, 'hour'), at: One });

/** Of the present and of a moment; undefined where there is no such member. */
type Readers<T> = {
  /** Null: it is not held in memory, so the present is asked of the past, too. */
  live(register: Register, member: string): T | undefined | null | Promise<T | undefined | null>;
  past(past: Past, member: string, atMs: number): Promise<Result<T | undefined, StoreFailure>>;
};

export function registerMembers(
  app: FastifyInstance,
  { board, registers, history, now }: MemberRoutesDeps,
): void {
  const base = '/api/clusters/:cluster/members/:member';
  const startedAtMs = now();
  const options = <T extends z.ZodMiniType>(
    summary: string,
    answer: T,
    querystring: z.ZodMiniObject = AtQuery,
  ) => ({
    config: { access: 'viewer' as const },
    schema: {
      tags: ['members'],
      summary: `${summary}, now or at a moment`,
      params: MemberParams,
      querystring,
      response: { 200: answer, 304: z.null(), 400: ApiError, 404: ApiError, 503: ApiError },
    },
    preValidation: knownOnly(querystring),
  });

  /** Answers with what is known of a member, now or at the moment that is asked for. */
  const answer = async <T>(
    request: FastifyRequest,
    reply: FastifyReply,
    read: Readers<T>,
  ): Promise<FastifyReply> => {
    const { cluster, member } = MemberParams.parse(request.params);
    const register = registers.get(cluster);
    if (register === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
    const nowMs = now();
    const asked = momentAsked(AtQuery.parse(request.query).at, nowMs);
    if (!asked.ok) return reply.code(400).send(asked.error);
    const unknown = (): FastifyReply => reply.code(404).send(unknownMember(member, cluster));
    const live = asked.value === null ? await read.live(register, member) : null;
    if (live === undefined) return unknown();
    if (live !== null) return sendTagged(request, reply, jsonBody(live));
    const atMs = asked.value ?? nowMs;
    const past = history.past(cluster);
    const found = past === undefined ? err(NOT_KEPT) : await read.past(past, member, atMs);
    if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
    if (found.value === undefined) return unknown();
    return sendTagged(request, reply, jsonBody(found.value, cachingOf(atMs, nowMs)));
  };

  app.get(
    base,
    options('A member: what it says of itself, its load and memory, its storage pools', MemberDetail),
    (request, reply) =>
      answer(request, reply, {
        live: (register, member) => register.detail(member),
        past: (past, member, atMs) => past.detail(member, atMs),
      }),
  );
  app.get(
    `${base}/hardware`,
    options('What a member is made of, as GET /1.0/resources has it', HardwareAnswer),
    (request, reply) =>
      answer(request, reply, {
        live: (register, member) => register.hardware(member),
        past: (past, member, atMs) => past.hardware(member, atMs),
      }),
  );
  app.get(
    `${base}/instances`,
    options('The instances on a member, without their config and devices', InstancesAnswer),
    (request, reply) =>
      answer(request, reply, {
        live: (register, member) => register.instancesOn(member),
        past: (past, member, atMs) => past.instances(member, atMs),
      }),
  );
  app.get(
    `${base}/series`,
    options(
      'Latency, load, memory and storage of a member over an hour, a day, a week or 30 days',
      Series,
      SeriesQuery,
    ),
    (request, reply) => {
      const { range } = SeriesQuery.parse(request.query);
      return answer(request, reply, {
        live(register, member) {
          if (range !== 'hour' && range !== 'day') return null;
          const past = history.past(MemberParams.parse(request.params).cluster);
          return recentSeries({ register, past, watchedSinceMs: startedAtMs }, member, range, now());
        },
        past: (past, member, atMs) => past.series(member, range, atMs),
      });
    },
  );
}

export const unknownMember = (member: string, cluster: string): ApiError =>
  apiError(
    'unknown-member',
    `There is no member "${member.slice(0, 80)}" in ${cluster}.`,
    `Its members are at /api/clusters/${cluster}.`,
  );
