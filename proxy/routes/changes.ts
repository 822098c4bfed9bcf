/** `/api/clusters/:cluster/changes`: what became different, the newest first. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { History } from '../history/history.ts';
import type { Board } from '../rollcall/board.ts';
import { ChangeKind, type RecordedChange } from '../wire/change.ts';
import { ChangesAnswer } from '../wire/history.ts';
import { unknownCluster } from './clusters.ts';
import { type Csv, timeCell } from './csv.ts';
import { LIST_REFUSALS, ListQuery, csvOr, listAsked, refuseRead, sendPage } from './list.ts';
import { knownOnly } from './query.ts';

export type PastRoutesDeps = { board: Board; history: History; now(): number };

const Params = z.object({ cluster: z.string() });

export function registerChanges(app: FastifyInstance, { board, history, now }: PastRoutesDeps): void {
  app.get(
    '/api/clusters/:cluster/changes',
    {
      schema: {
        tags: ['history'],
        summary: 'What became different within a range of time, the newest first',
        description:
          `Of the last day, or from and to (RFC 3339), at most 400 days. kind: ${ChangeKind.options.join(', ')}. ` +
          'text: found in what is shown of a change. limit: 1 to 1000.',
        params: Params,
        querystring: ListQuery,
        response: { 200: csvOr(ChangesAnswer), ...LIST_REFUSALS },
      },
      preValidation: knownOnly(ListQuery),
    },
    async (request, reply) => {
      const { cluster } = Params.parse(request.params);
      if (board.view(cluster) === undefined) {
        return reply.code(404).send(unknownCluster(cluster, board.keys()));
      }
      const nowMs = now();
      const asked = listAsked(request, ChangeKind.options, nowMs);
      if (!asked.ok) return reply.code(400).send(asked.error);
      const { format, ...query } = asked.value;
      const found = await history.store.changes({ cluster, ...query });
      if (!found.ok) return refuseRead(reply, found.error);
      const { items, next } = found.value;
      const { fromMs, toMs } = query;
      return sendPage(
        request,
        reply,
        { fromMs, toMs, format, next, nowMs },
        {
          json: (): ChangesAnswer => ({ fromMs, toMs, next, changes: items }),
          csv: () => csvOfChanges(items),
        },
      );
    },
  );
}

const csvOfChanges = (changes: readonly RecordedChange[]): Csv => ({
  header: ['id', 'at', 'since', 'kind', 'member', 'before', 'after', 'note'],
  rows: changes.map(({ id, atMs, sinceMs, kind, member, before, after, note }) => [
    id,
    timeCell(atMs),
    timeCell(sinceMs),
    kind,
    member,
    before,
    after,
    note,
  ]),
});
