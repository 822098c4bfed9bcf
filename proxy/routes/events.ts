/** `/api/clusters/:cluster/events`: what the cluster itself told of: events, operations that ended, warnings that came and went. */
import type { FastifyInstance } from 'fastify';
import { EventsAnswer } from '../wire/history.ts';
import { OCCURRENCE_KINDS, type Occurrence } from '../wire/occurrence.ts';
import { type Cell, type Csv, timeCell } from './csv.ts';
import { LIST_REFUSALS, ListQuery, csvOr } from './list.ts';
import { ClusterParams, type PastRoutesDeps, answerList } from './past-list.ts';
import { knownOnly } from './query.ts';

export function registerEvents(app: FastifyInstance, deps: PastRoutesDeps): void {
  app.get(
    '/api/clusters/:cluster/events',
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['history'],
        summary:
          'Lifecycle events, ends of operations, and beginnings and ends of warnings within a range of time, the newest first',
        description:
          `Of the last day, or from and to (RFC 3339), at most 400 days. kind: ${OCCURRENCE_KINDS.join(', ')}. ` +
          'text: found in what is shown of one. limit: 1 to 1000.',
        params: ClusterParams,
        querystring: ListQuery,
        response: { 200: csvOr(EventsAnswer), ...LIST_REFUSALS },
      },
      preValidation: knownOnly(ListQuery),
    },
    (request, reply) =>
      answerList(request, reply, deps, {
        kinds: OCCURRENCE_KINDS,
        read: deps.history.store.occurrences,
        json: (events, page): EventsAnswer => ({ ...page, events }),
        csv: csvOfEvents,
      }),
  );
}

/** Columns that all have, and what is more as JSON, so that nothing is lost. */
const csvOfEvents = (events: readonly Occurrence[]): Csv => ({
  header: ['id', 'at', 'kind', 'member', 'what', 'state', 'data'],
  rows: events.map((event) => [event.id, timeCell(event.atMs), event.kind, event.member, ...cellsOf(event)]),
});

function cellsOf(event: Occurrence): Cell[] {
  if (event.kind === 'lifecycle') return [event.event.action, null, JSON.stringify(event.event)];
  if (event.kind === 'operation') {
    return [event.operation.description, event.operation.status, JSON.stringify(event.operation)];
  }
  return [event.warning.type, event.phase, JSON.stringify(event.warning)];
}
