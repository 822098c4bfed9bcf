/** `/api/clusters/:cluster/changes`: what became different, the newest first. */
import type { FastifyInstance } from 'fastify';
import { ChangeKind, type RecordedChange } from '../wire/change.ts';
import { ChangesAnswer } from '../wire/history.ts';
import { type Csv, timeCell } from './csv.ts';
import { LIST_REFUSALS, ListQuery, csvOr } from './list.ts';
import { ClusterParams, type PastRoutesDeps, answerList } from './past-list.ts';
import { knownOnly } from './query.ts';

export function registerChanges(app: FastifyInstance, deps: PastRoutesDeps): void {
  app.get(
    '/api/clusters/:cluster/changes',
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['history'],
        summary: 'What became different within a range of time, the newest first',
        description:
          `Of the last day, or from and to (RFC 3339), at most 400 days. kind: ${ChangeKind.options.join(', ')}. ` +
          'text: found in what is shown of a change. limit: 1 to 1000.',
        params: ClusterParams,
        querystring: ListQuery,
        response: { 200: csvOr(ChangesAnswer), ...LIST_REFUSALS },
      },
      preValidation: knownOnly(ListQuery),
    },
    (request, reply) =>
      answerList(request, reply, deps, {
        kinds: ChangeKind.options,
        read: deps.history.store.changes,
        json: (changes, page): ChangesAnswer => ({ ...page, changes }),
        csv: csvOfChanges,
      }),
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
