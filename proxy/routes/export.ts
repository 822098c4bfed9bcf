/** `/api/clusters/:cluster/export`: all that was recorded of a stretch of time, in one file to be kept. */
import type { FastifyInstance, FastifyRequest } from 'fastify';
import * as z from 'zod/mini';
import type { History, Past } from '../history/history.ts';
import type { ListQuery, Page, StoreFailure, Stored } from '../history/store.ts';
import { apiError, unknownCluster } from '../plugins/errors.ts';
import { type Result, err, ok } from '../result.ts';
import { ApiError } from '../wire/api.ts';
import { assess } from '../wire/assess.ts';
import { type Entry, chronicle } from '../wire/chronicle.ts';
import { ExportAnswer } from '../wire/export.ts';
import { type Incident, incidentReport } from '../wire/report.ts';
import { type Happenings, summarise } from '../wire/summary.ts';
import type { Verdict } from '../wire/verdict.ts';
import { isZone } from '../wire/zoned.ts';
import { NOT_KEPT, historyUnavailable } from './at.ts';
import type { PastRoutesDeps } from './past-list.ts';
import { type Csv, csvOf, timeCell } from './csv.ts';
import { type Asked, One, knownOnly, quoted } from './query.ts';
import { type Range, rangeAsked } from './range.ts';
import { formatRfc3339 } from './rfc3339.ts';

const Params = z.object({ cluster: z.string() });
const ExportQuery = z.object({ from: One, to: One, format: One, zone: One });

const TYPES = {
  md: 'text/markdown; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json; charset=utf-8',
} as const;
type Format = keyof typeof TYPES;

export function registerExport(app: FastifyInstance, { board, history, now }: PastRoutesDeps): void {
  app.get(
    '/api/clusters/:cluster/export',
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['history'],
        summary: 'All that was recorded within a range of time, as a file',
        description:
          'Of the last day, or from and to (RFC 3339), at most 400 days. format: md (the default), csv or json. ' +
          'zone: an IANA time zone that the Markdown shows beside UTC.',
        params: Params,
        querystring: ExportQuery,
        response: { 200: FILE, 400: ApiError, 404: ApiError, 503: ApiError },
      },
      preValidation: knownOnly(ExportQuery),
    },
    async (request, reply) => {
      const { cluster } = Params.parse(request.params);
      const view = board.view(cluster);
      if (view === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
      const nowMs = now();
      const asked = exportAsked(ExportQuery.parse(request.query), nowMs);
      if (!asked.ok) return reply.code(400).send(asked.error);
      const { format, zone, ...range } = asked.value;
      const past = history.past(cluster);
      const found = past === undefined ? err(NOT_KEPT) : await collect(history, past, cluster, range, nowMs);
      if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
      const { snapshot } = view;
      const incident: Incident = {
        ...range,
        ...found.value,
        zone,
        cluster: snapshot.cluster,
        rollCallIntervalMs: snapshot.rollCallIntervalMs,
        probeIntervalMs: snapshot.probeIntervalMs,
        links: linksTo(request, cluster, range),
        madeAtMs: nowMs,
      };
      return reply
        .header('cache-control', 'no-store')
        .header('content-disposition', `attachment; filename="${fileName(cluster, range, format)}"`)
        .type(TYPES[format])
        .send(Buffer.from(WRITERS[format](incident)));
    },
  );
}

const FILE = {
  description: 'The file',
  content: {
    'text/markdown': { schema: z.string() },
    'text/csv': { schema: z.string() },
    'application/json': { schema: ExportAnswer },
  },
};

function exportAsked(
  { format = 'md', zone = 'UTC', ...ends }: z.infer<typeof ExportQuery>,
  nowMs: number,
): Asked<Range & { format: Format; zone: string }> {
  const range = rangeAsked(ends, nowMs);
  if (!range.ok) return range;
  if (format !== 'md' && format !== 'csv' && format !== 'json') {
    return err(
      apiError('bad-format', `There is no format ${quoted(format)} here.`, 'There are: md, csv, json.'),
    );
  }
  if (!isZone(zone)) {
    return err(
      apiError('bad-zone', `There is no time zone ${quoted(zone)}.`, 'One is named Europe/Berlin, or UTC.'),
    );
  }
  return ok({ ...range.value, format, zone });
}

type Collected = { happenings: Happenings; cut: boolean; start: Verdict | null; end: Verdict | null };

async function collect(
  { store }: History,
  past: Past,
  cluster: string,
  { fromMs, toMs }: Range,
  nowMs: number,
): Promise<Result<Collected, StoreFailure>> {
  const trails = await past.trails(fromMs, toMs, nowMs);
  if (!trails.ok) return trails;
  if (trails.value === undefined) return err(NOT_KEPT);
  const query = { cluster, fromMs, toMs };
  const changes = await everyPage(query, (page) => store.changes(page));
  if (!changes.ok) return changes;
  const occurrences = await everyPage(query, (page) => store.occurrences(page));
  if (!occurrences.ok) return occurrences;
  const notes = await store.notes(cluster, fromMs, toMs, false);
  if (!notes.ok) return notes;
  const start = await verdictAt(past, Math.min(fromMs, nowMs));
  if (!start.ok) return start;
  const end = await verdictAt(past, Math.min(toMs, nowMs));
  if (!end.ok) return end;
  return ok({
    happenings: {
      trails: trails.value,
      changes: changes.value.items,
      occurrences: occurrences.value.items,
      notes: notes.value,
    },
    cut: changes.value.cut || occurrences.value.cut,
    start: start.value,
    end: end.value,
  });
}

/** Of one list; a file with more is of no use to anybody, and would take long to make. */
const MAX_ITEMS = 20_000;
const PAGE_ITEMS = 1000;

/** The newest of a list, oldest first. */
async function everyPage<T>(
  query: Pick<ListQuery, 'cluster' | 'fromMs' | 'toMs'>,
  ask: (query: ListQuery) => Stored<Page<T>>,
): Promise<Result<{ items: T[]; cut: boolean }, StoreFailure>> {
  const items: T[] = [];
  let cursor: string | undefined;
  do {
    const page = await ask({ ...query, limit: PAGE_ITEMS, cursor });
    if (!page.ok) return page;
    items.push(...page.value.items);
    cursor = page.value.next ?? undefined;
  } while (cursor !== undefined && items.length < MAX_ITEMS);
  return ok({ items: items.toReversed(), cut: cursor !== undefined });
}

async function verdictAt(past: Past, atMs: number): Promise<Result<Verdict | null, StoreFailure>> {
  const found = await past.view(atMs);
  if (!found.ok) return found;
  const { view, moment } = found.value;
  return ok(moment.state === 'before' ? null : assess(view.snapshot, atMs));
}

const WRITERS: Readonly<Record<Format, (incident: Incident) => string>> = {
  md: incidentReport,
  csv: (incident) => csvOf(csvOfEntries(incident)),
  json: (incident) => `${JSON.stringify(answerOf(incident), null, 2)}\n`,
};

function answerOf({ happenings, cluster, fromMs, toMs, madeAtMs, cut, start, end }: Incident): ExportAnswer {
  const { trails, changes, occurrences, notes } = happenings;
  return {
    cluster,
    fromMs,
    toMs,
    madeAtMs,
    cut,
    start,
    end,
    summary: summarise(happenings, fromMs, toMs).map(({ text }) => text),
    trails,
    changes: [...changes],
    events: [...occurrences],
    notes: [...notes],
  };
}

/** One row for each thing that happened; `data` is all there is of it, as JSON. */
function csvOfEntries({ happenings, fromMs, toMs, cut }: Incident): Csv {
  const rows = chronicle(happenings, fromMs, toMs).map((entry) => [
    timeCell(entry.atMs),
    timeCell(entry.untilMs),
    entry.source,
    entry.kind,
    entry.member,
    entry.text,
    entry.evidence,
    dataOf(entry),
  ]);
  const left = [
    timeCell(fromMs),
    null,
    'rollcall',
    'cut',
    null,
    'older ones are left out: too many',
    null,
    null,
  ];
  return {
    header: ['at', 'until', 'source', 'kind', 'member', 'what', 'evidence', 'data'],
    rows: cut ? [left, ...rows] : rows,
  };
}

const dataOf = ({ item }: Entry): string => JSON.stringify(item);

/** `rollcall-prod-20261120T0300Z-20261120T0330Z.md`: nothing in it needs to be escaped anywhere. */
function fileName(cluster: string, { fromMs, toMs }: Range, format: Format): string {
  const name = cluster.replaceAll(/[^\w.-]+/g, '-').slice(0, 60);
  const moment = (atMs: number): string =>
    `${new Date(atMs).toISOString().slice(0, 16).replaceAll(/[-:]/g, '')}Z`;
  return `rollcall-${name}-${moment(fromMs)}-${moment(toMs)}.${format}`;
}

/** Pages that show the same, by the name that this request came by. */
function linksTo(request: FastifyRequest, cluster: string, { fromMs, toMs }: Range): Incident['links'] {
  const secure = request.headers['x-forwarded-proto'] === 'https' || request.protocol === 'https';
  const base = `${secure ? 'https' : 'http'}://${request.host}/clusters/${encodeURIComponent(cluster)}`;
  const [from, to] = [formatRfc3339(fromMs), formatRfc3339(toMs)];
  return [
    { label: 'The timeline of this range', url: `${base}/timeline?from=${from}&to=${to}` },
    { label: 'The cluster at its beginning', url: `${base}?at=${from}` },
    { label: 'The cluster at its end', url: `${base}?at=${to}` },
  ];
}
