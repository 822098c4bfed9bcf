/** `/api/clusters/:cluster/samples`: the numbers of members over time, in steps, forward in time. */
import type { FastifyInstance } from 'fastify';
import * as z from 'zod/mini';
import type { SampleRow } from '../history/store.ts';
import { apiError, unknownCluster } from '../plugins/errors.ts';
import { err, ok } from '../result.ts';
import { type SampleColumns, SamplesAnswer } from '../wire/history.ts';
import { METRICS, fromKept, isMetric } from '../wire/metrics.ts';
import { historyUnavailable } from './at.ts';
import type { PastRoutesDeps } from './past-list.ts';
import { type Cell, type Csv, formatAsked, timeCell } from './csv.ts';
import { LIST_REFUSALS, badCursor, csvOr, sendPage } from './list.ts';
import { type Asked, Many, One, knownOnly, quoted, valuesOf } from './query.ts';
import { type Range, rangeAsked } from './range.ts';

const Params = z.object({ cluster: z.string() });
const SamplesQuery = z.object({
  from: One,
  to: One,
  member: Many,
  metric: Many,
  step: One,
  cursor: One,
  format: One,
});

const MINUTE = 60_000;
const STEPS = {
  '10s': 10_000,
  '1m': MINUTE,
  '15m': 15 * MINUTE,
  '1h': 60 * MINUTE,
  '1d': 1440 * MINUTE,
} as const;
/** Of a range, where the step is ours to choose. */
const MAX_STEPS = 1000;
/** Steps of all series of a page together. */
const MAX_CELLS = 100_000;
/** What is to be expected where metrics are not named: those of every member, and some pools. */
const USUAL_METRICS = Object.keys(METRICS).length + 4;

export function registerSamples(app: FastifyInstance, { board, history, now }: PastRoutesDeps): void {
  app.get(
    '/api/clusters/:cluster/samples',
    {
      config: { access: 'viewer' },
      schema: {
        tags: ['history'],
        summary: 'Numbers of members within a range of time, in steps',
        description:
          'Of the last day, or from and to (RFC 3339), at most 400 days. metric: ' +
          `${Object.keys(METRICS).join(', ')}, pool:NAME. step: ${Object.keys(STEPS).join(', ')}, or auto: the ` +
          `finest that gives at most ${MAX_STEPS} steps.`,
        params: Params,
        querystring: SamplesQuery,
        response: { 200: csvOr(SamplesAnswer), ...LIST_REFUSALS },
      },
      preValidation: knownOnly(SamplesQuery),
    },
    async (request, reply) => {
      const { cluster } = Params.parse(request.params);
      const view = board.view(cluster);
      if (view === undefined) return reply.code(404).send(unknownCluster(cluster, board.keys()));
      const nowMs = now();
      const asked = samplesAsked(SamplesQuery.parse(request.query), nowMs);
      if (!asked.ok) return reply.code(400).send(asked.error);
      const as = formatAsked(request, SamplesQuery.parse(request.query).format);
      if (!as.ok) return reply.code(400).send(as.error);
      const { fromMs, toMs, stepMs, startMs, members, metrics } = asked.value;
      const expected = (members?.length ?? view.snapshot.members.length) * (metrics?.length ?? USUAL_METRICS);
      const pageMs = stepMs * Math.max(1, Math.floor(MAX_CELLS / Math.max(1, expected)));
      const endMs = Math.min(toMs, startMs + pageMs);
      const found = await history.store.samples({
        cluster,
        members,
        metrics,
        stepMs,
        fromMs: startMs,
        toMs: endMs,
      });
      if (!found.ok) return reply.code(503).send(historyUnavailable(found.error));
      const page = pageOf(found.value, { fromMs: startMs, toMs: endMs }, stepMs);
      const next = page.toMs < toMs ? String(page.toMs) : null;
      return sendPage(
        request,
        reply,
        { fromMs, toMs, format: as.value, next, nowMs },
        {
          json: (): SamplesAnswer => ({ ...page, stepMs, next }),
          csv: () => csvOfSamples(page, stepMs),
        },
      );
    },
  );
}

type SamplesAsked = Range & {
  stepMs: number;
  /** Where the page begins. */
  startMs: number;
  members: string[] | undefined;
  metrics: string[] | undefined;
};

/** Steps begin at whole multiples since 1970, so the range is widened to the steps that its ends lie in. */
function samplesAsked(query: z.infer<typeof SamplesQuery>, nowMs: number): Asked<SamplesAsked> {
  const range = rangeAsked(query, nowMs);
  if (!range.ok) return range;
  const step = stepAsked(query.step, range.value);
  if (!step.ok) return step;
  const stepMs = step.value;
  const fromMs = Math.floor(range.value.fromMs / stepMs) * stepMs;
  const toMs = Math.ceil(range.value.toMs / stepMs) * stepMs;
  const members = valuesOf(query.member);
  const metrics = valuesOf(query.metric);
  const unknown = metrics.find((metric) => !isMetric(metric));
  if (unknown !== undefined) {
    const known = `There are: ${Object.keys(METRICS).join(', ')}, pool:NAME.`;
    return err(apiError('unknown-metric', `There is no metric ${quoted(unknown)}.`, known));
  }
  const startMs =
    query.cursor === undefined ? fromMs : /^\d{1,15}$/.test(query.cursor) ? Number(query.cursor) : NaN;
  if (!(startMs >= fromMs && startMs < toMs && startMs % stepMs === 0)) return err(badCursor());
  return ok({
    fromMs,
    toMs,
    stepMs,
    startMs,
    members: members.length === 0 ? undefined : members,
    metrics: metrics.length === 0 ? undefined : metrics,
  });
}

function stepAsked(step: string | undefined, { fromMs, toMs }: Range): Asked<number> {
  const steps = Object.entries(STEPS);
  if (step === undefined || step === 'auto') {
    const fitting = steps.find(([, stepMs]) => (toMs - fromMs) / stepMs <= MAX_STEPS);
    return ok(fitting?.[1] ?? STEPS['1d']);
  }
  const named = steps.find(([name]) => name === step);
  if (named !== undefined) return ok(named[1]);
  const known = `There are: ${Object.keys(STEPS).join(', ')}, auto.`;
  return err(apiError('bad-step', `There is no step ${quoted(step)}.`, known));
}

type SamplesPage = Range & { series: SampleColumns[] };

/** Cut shorter where there are more series than were expected. */
function pageOf(rows: readonly SampleRow[], { fromMs, toMs }: Range, stepMs: number): SamplesPage {
  const byMember = Map.groupBy(rows, ({ member }) => member);
  const groups = [...byMember].flatMap(([member, own]) =>
    [...Map.groupBy(own, ({ metric }) => metric)].map(([metric, those]) => ({ member, metric, rows: those })),
  );
  const most = Math.max(1, Math.floor(MAX_CELLS / Math.max(1, groups.length)));
  const steps = Math.min(most, Math.round((toMs - fromMs) / stepMs));
  const column = <T>(value: T): T[] => Array.from({ length: steps }, () => value);
  const series = groups.map(({ member, metric, rows: own }): SampleColumns => {
    const columns: SampleColumns = {
      member,
      metric,
      count: column(0),
      min: column<number | null>(null),
      mean: column<number | null>(null),
      max: column<number | null>(null),
    };
    for (const { atMs, count, min, sum, max } of own) {
      const index = Math.floor((atMs - fromMs) / stepMs);
      if (index < 0 || index >= steps || count === 0) continue;
      columns.count[index] = count;
      columns.min[index] = fromKept(metric, min);
      columns.mean[index] = fromKept(metric, sum / count);
      columns.max[index] = fromKept(metric, max);
    }
    return columns;
  });
  return { fromMs, toMs: fromMs + steps * stepMs, series };
}

/** A row for each step of each series in which anything was measured. */
const csvOfSamples = ({ fromMs, series }: SamplesPage, stepMs: number): Csv => ({
  header: ['at', 'member', 'metric', 'count', 'min', 'mean', 'max'],
  rows: series.flatMap(({ member, metric, count, min, mean, max }) =>
    count.flatMap((measured, index): Cell[][] => {
      if (measured === 0) return [];
      const at = timeCell(fromMs + index * stepMs);
      return [[at, member, metric, measured, min[index] ?? null, mean[index] ?? null, max[index] ?? null]];
    }),
  ),
});
