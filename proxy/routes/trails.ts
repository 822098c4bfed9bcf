/** `/api/clusters/:cluster/trails`: what both witnesses said of every member over time, who led, the verdict, and when nobody looked. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import { err } from '../result.ts';
import { Trails } from '../wire/series.ts';
import { unknownCluster } from '../plugins/errors.ts';
import { NOT_KEPT, historyUnavailable } from './at.ts';
import type { PastRoutesDeps } from './past-list.ts';
import { type Cell, type Csv, formatAsked, timeCell } from './csv.ts';
import { LIST_REFUSALS, csvOr, sendPage } from './list.ts';
import { unknownMember } from './members.ts';
import { One, knownOnly } from './query.ts';
import { rangeAsked } from './range.ts';

const Params = z.object({ cluster: z.string() });
const TrailsQuery = z.object({ from: One, to: One, member: One, format: One });

export function registerTrails(app: FastifyInstance, { board, history, now }: PastRoutesDeps): void {
  app.get(
    '/api/clusters/:cluster/trails',
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['history'],
        summary: 'What was seen of every member, or of one, within a range of time, as stretches of time',
        description: 'Of the last day, or from and to (RFC 3339), at most 400 days.',
        params: Params,
        querystring: TrailsQuery,
        response: { 200: csvOr(Trails), ...LIST_REFUSALS },
      },
      preValidation: knownOnly(TrailsQuery),
    },
    async (request, reply) => {
      const { cluster } = Params.parse(request.params);
      if (board.view(cluster) === undefined) {
        return reply.code(404).send(unknownCluster(cluster, board.keys()));
      }
      const { member, format, ...ends } = TrailsQuery.parse(request.query);
      const nowMs = now();
      const range = rangeAsked(ends, nowMs);
      if (!range.ok) return reply.code(400).send(range.error);
      const as = formatAsked(request, format);
      if (!as.ok) return reply.code(400).send(as.error);
      const { fromMs, toMs } = range.value;
      const past = history.past(cluster);
      const found = past === undefined ? err(NOT_KEPT) : await past.trails(fromMs, toMs, nowMs, member);
      if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
      const trails = found.value;
      if (trails === undefined) return reply.code(404).send(unknownMember(member ?? '', cluster));
      return sendPage(
        request,
        reply,
        { fromMs, toMs, format: as.value, next: null, nowMs, blind: trails.blind },
        {
          json: () => trails,
          csv: () => csvOfTrails(trails),
        },
      );
    },
  );
}

/** A row for each stretch; `to` is where it ends or, at the last, where the answer does. */
const csvOfTrails = (trails: Trails): Csv => ({
  header: ['trail', 'member', 'from', 'to', 'status', 'ours'],
  rows: [
    ...Object.entries(trails.members).flatMap(([member, spans]) =>
      rowsOf('member', spans, trails, ({ status, ours }) => [member, status, ours]),
    ),
    ...rowsOf('leader', trails.leaders, trails, ({ member }) => [member, null, null]),
    ...rowsOf('verdict', trails.levels, trails, ({ level }) => [null, level, null]),
    ...trails.blind.map(({ fromMs, toMs, cause }): Cell[] => [
      'blind',
      null,
      timeCell(fromMs),
      timeCell(toMs),
      cause,
      null,
    ]),
  ],
});

function rowsOf<T extends { fromMs: number }>(
  trail: string,
  spans: readonly T[],
  { toMs }: Trails,
  wordsOf: (span: T) => [member: Cell, status: Cell, ours: Cell],
): Cell[][] {
  return spans.map((span, index) => {
    const [member, status, ours] = wordsOf(span);
    const endMs = spans[index + 1]?.fromMs ?? toMs;
    return [trail, member, timeCell(span.fromMs), timeCell(endMs), status, ours];
  });
}
