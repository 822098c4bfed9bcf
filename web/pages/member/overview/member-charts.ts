/** The charts of a member: which numbers of its series each shows, and how they are read. Pure. */
import { MISSED_BEATS } from '~wire/freshness.ts';
import type { Series } from '~wire/series.ts';
import { formatLatency } from '~wire/witness.ts';
import { formatBytes, formatCount, formatLoad, formatShare } from '../../../lib/units.ts';
import type { ChartLine, ChartValue } from '../../../ui/Chart.tsx';

export type ChartKey = 'load' | 'memory' | 'storage' | 'latency';

export type MemberChart = {
  key: ChartKey;
  title: string;
  lines: ChartLine[];
  /** The axis reaches up to here at least. */
  atLeast: number;
  increments?: readonly number[];
  format(value: number): string;
  /** What of it there was no room for; null: nothing. */
  note: string | null;
};

/**
 * What numbers are measured against; null: not known. `everyMs`: how often each kind of them is read, which may be more
 * seldom than there are steps.
 */
export type Scale = {
  cpuThreads: number | null;
  memoryTotalBytes: number | null;
  everyMs: { state: number; resources: number; pools: number };
};

/** So many pools can be told apart. */
const MOST_POOLS = 4;
const CALM_MS = 5;
const BINARY_STEPS = Array.from({ length: 30 }, (_, power) => 2 ** (20 + power));
const LIMIT = { colour: '--color-faint', dash: [5, 4] } as const;
const POOL_LOOKS = [
  { colour: '--color-chart-1' },
  { colour: '--color-chart-2', dash: [9, 3] },
  { colour: '--color-chart-3', dash: [3, 2] },
  { colour: '--color-chart-4', dash: [9, 3, 2, 3] },
] as const;

/** So many steps are shown at least. */
const FEWEST_STEPS = 60;

/** The series without the time before anything was known, as while the proxy has only begun to watch. */
export function begun(series: Series): Series {
  const columns = columnsOf(series);
  const first = Math.min(...columns.map((values) => firstKnown(values)));
  const from = Math.max(0, Math.min(first, series.load.length - FEWEST_STEPS));
  const cut = (values: (number | null)[]): (number | null)[] => values.slice(from);
  return {
    ...series,
    fromMs: series.fromMs + from * series.stepMs,
    latencyMs: cut(series.latencyMs),
    latencyMaxMs: cut(series.latencyMaxMs),
    answered: cut(series.answered),
    load: cut(series.load),
    memoryUsedBytes: cut(series.memoryUsedBytes),
    memoryFreeBytes: cut(series.memoryFreeBytes),
    pools: Object.fromEntries(Object.entries(series.pools).map(([name, values]) => [name, cut(values)])),
  };
}

const columnsOf = (series: Series): (number | null)[][] => [
  series.latencyMs,
  series.answered,
  series.load,
  series.memoryUsedBytes,
  series.memoryFreeBytes,
  ...Object.values(series.pools),
];

function firstKnown(values: readonly (number | null)[]): number {
  const first = values.findIndex((value) => value !== null);
  return first === -1 ? values.length : first;
}

/** When each step of a series begins, ms UTC. */
export const timesOf = ({ fromMs, stepMs, load }: Series): number[] =>
  load.map((_value, index) => fromMs + index * stepMs);

/** Lets a line go on where no more than `most` steps in a row have nothing, between two that have or after the last. */
export function bridged(values: readonly (number | null)[], most: number): ChartValue[] {
  const bridges: ChartValue[] = [...values];
  let lastAt = -1;
  for (const [index, value] of values.entries()) {
    if (value === null) continue;
    const missing = index - lastAt - 1;
    if (lastAt >= 0 && missing > 0 && missing <= most) bridges.fill(undefined, lastAt + 1, index);
    lastAt = index;
  }
  if (lastAt >= 0 && values.length - 1 - lastAt <= most) bridges.fill(undefined, lastAt + 1);
  return bridges;
}

/** The charts, in the order in which they stand. One that has no values at all says so. */
export function chartsOf(series: Series, { cpuThreads, memoryTotalBytes, everyMs }: Scale): MemberChart[] {
  // A reading stands until it would be shown as old.
  const most = (every: number): number => Math.ceil((MISSED_BEATS * every) / series.stepMs) - 1;
  const limit = (label: string, value: number | null): ChartLine[] =>
    value === null ? [] : [{ label, values: series.load.map(() => value), ...LIMIT }];
  return [
    {
      key: 'load',
      title: 'Load',
      lines: [
        {
          label: 'over 1 min',
          values: bridged(series.load, most(everyMs.state)),
          colour: '--color-chart-1',
          filled: true,
        },
        ...limit('logical CPUs', cpuThreads),
      ],
      atLeast: 0.1,
      format: (value) => (Number.isInteger(value) ? formatCount(value) : formatLoad(value)),
      note: null,
    },
    {
      key: 'memory',
      title: 'Memory',
      lines: [
        {
          label: 'used',
          values: bridged(series.memoryUsedBytes, most(everyMs.resources)),
          colour: '--color-chart-1',
          filled: true,
        },
        // LXD 5.0 tells of none.
        ...(series.memoryFreeBytes.some((value) => value !== null)
          ? [
              {
                label: 'free',
                values: bridged(series.memoryFreeBytes, most(everyMs.state)),
                colour: '--color-chart-2',
                dash: [9, 3],
              },
            ]
          : []),
        ...limit('total', memoryTotalBytes),
      ],
      atLeast: 1,
      increments: BINARY_STEPS,
      format: formatBytes,
      note: null,
    },
    storageChart(series, most(everyMs.pools)),
    {
      key: 'latency',
      title: 'Answers to us',
      lines: [
        { label: 'mean', values: series.latencyMs, colour: '--color-chart-1', filled: true },
        { label: 'longest', values: series.latencyMaxMs, colour: '--color-chart-2', dash: [3, 2] },
      ],
      atLeast: CALM_MS,
      format: formatLatency,
      note: null,
    },
  ];
}

/** The fullest pools by what was seen last of each. */
function storageChart({ pools }: Series, most: number): MemberChart {
  const lastOf = (values: readonly (number | null)[]): number =>
    values.findLast((value) => value !== null) ?? -1;
  const fullest = Object.entries(pools).toSorted(([, a], [, b]) => lastOf(b) - lastOf(a));
  const left = fullest.length - MOST_POOLS;
  return {
    key: 'storage',
    title: 'Storage used',
    lines: fullest.slice(0, MOST_POOLS).map(([label, values], index) => ({
      label,
      values: bridged(values, most),
      colour: '--color-chart-1',
      ...POOL_LOOKS[index],
    })),
    atLeast: 1,
    format: formatShare,
    note: left > 0 ? `the ${MOST_POOLS} fullest of ${fullest.length} pools` : null,
  };
}

/** Whether there is anything to draw but what it is measured against. */
export const hasValues = ({ lines }: MemberChart): boolean =>
  lines.some(
    ({ values, colour }) => colour !== LIMIT.colour && values.some((value) => typeof value === 'number'),
  );

/** What the lines say at a step, or where none is chosen what they said last; '–' where nothing is known. */
export function readingOf(
  { lines, format }: Pick<MemberChart, 'lines' | 'format'>,
  at: number | null,
): { label: string; text: string }[] {
  return lines.map(({ label, values }) => {
    const value = valueAt(values, at);
    return { label, text: value === null ? '–' : format(value) };
  });
}

/** What stands at a step: what was read there, or before it and still holds; null: nothing. `at` null: the last there is. */
export function valueAt(values: readonly ChartValue[], at: number | null): number | null {
  if (at === null) return values.findLast((value) => typeof value === 'number') ?? null;
  const value = values[at];
  if (value !== undefined) return value;
  return values.slice(0, at).findLast((before) => before !== undefined) ?? null;
}
