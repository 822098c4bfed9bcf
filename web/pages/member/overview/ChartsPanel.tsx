import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { seriesQuery } from '../../../api/member-queries.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { CHART_RANGES, CHART_RANGE_WORDS, useChartRange, withChartRange } from '../../../url/chart-range.ts';
import { AnswerNote } from '../AnswerNote.tsx';
import { useMember } from '../member-scene.tsx';
import { ChartFigure } from './ChartFigure.tsx';
import { begun, chartsOf, timesOf } from './member-charts.ts';

const RANGE_TITLES = {
  hour: 'The last hour, in steps of 10 s',
  day: 'The last day, in steps of 3 min',
  week: 'The last 7 days, in steps of 15 min',
  month: 'The last 30 days, in steps of 1 h',
} as const;

/** The member's numbers over time. One crosshair stands in all of them. */
export function ChartsPanel() {
  const { cluster, member, at: moment, view } = useMember();
  const range = useChartRange();
  const answer = useQuery(seriesQuery(cluster, member.server_name, range, moment));
  const [at, setAt] = useState<number | null>(null);
  const { cpuThreads, memory } = member.vitals;
  const series = useMemo(() => (answer.data === undefined ? undefined : begun(answer.data)), [answer.data]);
  const { rings } = view.snapshot;
  const [state, resources, pools] = [rings.state.everyMs, rings.resources.everyMs, rings.pools.everyMs];
  const memoryTotalBytes = memory?.totalBytes ?? null;
  const timesMs = useMemo(() => (series === undefined ? [] : timesOf(series)), [series]);
  const charts = useMemo(
    () =>
      series === undefined
        ? []
        : chartsOf(series, { cpuThreads, memoryTotalBytes, everyMs: { state, resources, pools } }),
    [series, cpuThreads, memoryTotalBytes, state, resources, pools],
  );
  return (
    <Panel title="Over time" tools={<RangeLinks />}>
      {series === undefined ? (
        <AnswerNote answer={answer} part={undefined} topic="state" />
      ) : (
        <div className="grid gap-x-8 gap-y-5 px-5 py-4 md:grid-cols-2">
          {charts.map((chart) => (
            <ChartFigure key={chart.key} chart={chart} timesMs={timesMs} at={at} onMove={setAt} />
          ))}
        </div>
      )}
    </Panel>
  );
}

/** How far back: in the URL, so that a link shows everyone the same. */
function RangeLinks() {
  const [params] = useSearchParams();
  const current = useChartRange();
  return (
    <nav aria-label="Range of the charts" className="flex rounded-sm border border-line p-px text-sm">
      {CHART_RANGES.map((range) => (
        <Link
          key={range}
          to={{ search: withChartRange(params, range).toString() }}
          replace
          preventScrollReset
          title={RANGE_TITLES[range]}
          aria-current={range === current || undefined}
          className="flex h-6 items-center rounded-[2px] px-2 text-soft hover:bg-hover hover:text-ink aria-[current]:bg-accent-tint aria-[current]:text-accent"
        >
          {CHART_RANGE_WORDS[range]}
        </Link>
      ))}
    </nav>
  );
}
