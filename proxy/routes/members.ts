/** `/api/clusters/:cluster/members/:member` and below: what is known of one member beyond the snapshot; and the trails. */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import { apiError } from '../plugins/errors.ts';
import type { Board } from '../rollcall/board.ts';
import type { Register } from '../rollcall/register.ts';
import { ApiError } from '../wire/api.ts';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '../wire/detail.ts';
import { Series, Trails } from '../wire/series.ts';
import { matches } from './conditional.ts';
import { unknownCluster } from './clusters.ts';

export type MemberRoutesDeps = {
  board: Board;
  /** By cluster key. */
  registers: ReadonlyMap<string, Register>;
  now(): number;
};

const MemberParams = z.object({ cluster: z.string(), member: z.string() });
const ClusterParams = z.object({ cluster: z.string() });
const SeriesQuery = z.object({ range: z._default(z.enum(['hour', 'day']), 'hour') });
const TrailsQuery = z.object({ member: z.optional(z.string()) });

export function registerMembers(app: FastifyInstance, { board, registers, now }: MemberRoutesDeps): void {
  const base = '/api/clusters/:cluster/members/:member';
  const schema = <T extends z.ZodMiniType>(summary: string, answer: T) => ({
    tags: ['members'],
    summary,
    params: MemberParams,
    response: { 200: answer, 304: z.null(), 404: ApiError },
  });

  /** Answers with what `read` finds in the register of the cluster that is asked for. */
  const answer = (
    request: FastifyRequest,
    reply: FastifyReply,
    read: (register: Register, member: string) => unknown,
  ): FastifyReply => {
    const { cluster, member } = MemberParams.parse(request.params);
    const register = registers.get(cluster);
    if (register === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
    const found = read(register, member);
    return found === undefined
      ? reply.code(404).send(unknownMember(member, cluster))
      : send(request, reply, found);
  };

  app.get(
    base,
    {
      schema: schema(
        'A member: what it says of itself, its load and memory, its storage pools',
        MemberDetail,
      ),
    },
    (request, reply) => answer(request, reply, (register, member) => register.detail(member)),
  );
  app.get(
    `${base}/hardware`,
    { schema: schema('What a member is made of, as GET /1.0/resources has it', HardwareAnswer) },
    (request, reply) => answer(request, reply, (register, member) => register.hardware(member)),
  );
  app.get(
    `${base}/instances`,
    { schema: schema('The instances on a member, without their config and devices', InstancesAnswer) },
    (request, reply) => answer(request, reply, (register, member) => register.instancesOn(member)),
  );
  app.get(
    `${base}/series`,
    {
      schema: {
        ...schema('Latency, load, memory and storage of a member over the last hour or day', Series),
        querystring: SeriesQuery,
        response: { 200: Series, 304: z.null(), 400: ApiError, 404: ApiError },
      },
    },
    (request, reply) => {
      const { range } = SeriesQuery.parse(request.query);
      return answer(request, reply, (register, member) => register.series(member, range, now()));
    },
  );

  app.get(
    '/api/clusters/:cluster/trails',
    {
      schema: {
        tags: ['members'],
        summary:
          'What was seen of every member, or of one, since the proxy began to watch, as stretches of time',
        params: ClusterParams,
        querystring: TrailsQuery,
        response: { 200: Trails, 304: z.null(), 404: ApiError },
      },
    },
    (request, reply) => {
      const { cluster } = ClusterParams.parse(request.params);
      const { member } = TrailsQuery.parse(request.query);
      const register = registers.get(cluster);
      if (register === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
      const found = register.trails(now(), member);
      if (found === undefined) return reply.code(404).send(unknownMember(member ?? '', cluster));
      return send(request, reply, found);
    },
  );
}

/** With an entity tag, so that a page that is loaded anew is answered in a few bytes. */
function send(request: FastifyRequest, reply: FastifyReply, value: unknown): FastifyReply {
  const body = Buffer.from(JSON.stringify(value));
  const etag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
  void reply.header('etag', etag).header('cache-control', 'no-cache');
  if (matches(request.headers['if-none-match'], etag)) return reply.code(304).send();
  // A buffer passes by the serializer, which would parse the same answer again.
  return reply.type('application/json; charset=utf-8').send(body);
}

const unknownMember = (member: string, cluster: string): ApiError =>
  apiError(
    'unknown-member',
    `There is no member "${member.slice(0, 80)}" in ${cluster}.`,
    `Its members are at /api/clusters/${cluster}.`,
  );
