import { useEffect, useEffectEvent, useRef } from 'react';
import uPlot from 'uplot';
import { type Zone, formatClock, formatDay, zoneName, zoneOffsetMs } from '../lib/instant.ts';
import { timeTicks } from '../lib/time-ticks.ts';

export type ChartValue = number | null | undefined;

/** One line of a chart. */
export type ChartLine = {
  label: string;
  /** Null: nothing is known, a gap. Undefined: nothing was read, but what was read before still stands; the line goes on. */
  values: readonly ChartValue[];
  /** A colour token: `--color-accent`. */
  colour: string;
  /** Strokes and gaps, pixels; none: an unbroken line. */
  dash?: readonly number[];
  /** Draws what is below it, too. */
  filled?: boolean;
};

type ChartProps = {
  /** Moments, ms UTC, rising; as many as each line has values. */
  timesMs: readonly number[];
  lines: readonly ChartLine[];
  zone: Zone;
  /** The axis reaches up to here at least. */
  atLeast: number;
  /** Distances between marks of the axis from which one is chosen; none: round decimal numbers. */
  increments?: readonly number[];
  format(value: number): string;
  /** Where the crosshair stands, as an index; null: nowhere. */
  at: number | null;
  onMove(at: number | null): void;
};

const HEIGHT_PX = 168;
const AXIS_PX = 62;
/** From one time to the next, so that they do not touch. */
const TICK_PX = 84;
const FILL = '14%';
const FONT = '12px "IBM Plex Sans Variable", sans-serif';

/** Numbers over time, drawn on a canvas. What is not known is a gap. For the eye alone: words and a table go with it. */
export function Chart({ timesMs, lines, zone, atLeast, increments, format, at, onMove }: ChartProps) {
  const place = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(null);
  const shape = lines.map(({ label }) => label).join('\n');

  const make = useEffectEvent((root: HTMLElement): uPlot => {
    const colour =
      (token: string, strength = '100%'): (() => string) =>
      () =>
        resolveColour(root, token, strength);
    const grid = { stroke: colour('--color-line'), width: 1 };
    const axis = { stroke: colour('--color-faint'), font: FONT, grid, ticks: { show: false } };
    return new uPlot(
      {
        width: Math.max(root.clientWidth, 1),
        height: HEIGHT_PX,
        ms: 1,
        padding: [8, 12, 0, 0],
        legend: { show: false },
        cursor: {
          y: false,
          drag: { setScale: false, x: false, y: false },
          points: { size: 7, fill: (_plot, index) => resolveColour(root, lines[index - 1]?.colour ?? '') },
        },
        scales: {
          x: { time: true },
          y: { range: (_plot, _least, most) => [0, Math.max(most ?? 0, atLeast) * 1.04] },
        },
        axes: [
          {
            ...axis,
            size: 26,
            splits: ({ width }, _axis, fromMs, toMs) => {
              const most = Math.max(2, Math.floor((width - AXIS_PX) / TICK_PX));
              const { ticks } = timeTicks({ fromMs, toMs }, most, (atMs) => zoneOffsetMs(atMs, zone));
              return ticks.map(({ atMs }) => atMs);
            },
            values: (_plot, splits) => timeLabels(splits, zone),
          },
          {
            ...axis,
            size: AXIS_PX,
            space: 34,
            ...(increments !== undefined && { incrs: [...increments] }),
            values: (_plot, splits) => splits.map((value) => (value === 0 ? '0' : format(value))),
          },
        ],
        series: [
          {},
          ...lines.map((line) => ({
            label: line.label,
            stroke: colour(line.colour),
            width: 1.5,
            ...(line.dash !== undefined && { dash: [...line.dash] }),
            ...(line.filled === true && { fill: colour(line.colour, FILL) }),
            // A value between two gaps would be no line at all.
            points: { show: true, size: 4, filter: loneIndices },
          })),
        ],
        hooks: { setCursor: [(self) => onMove(self.cursor.idx ?? null)] },
      },
      dataOf(timesMs, lines),
      root,
    );
  });

  useEffect(() => {
    const root = place.current;
    if (root === null) return undefined;
    const made = make(root);
    plot.current = made;
    const resized = new ResizeObserver(() => made.setSize({ width: root.clientWidth, height: HEIGHT_PX }));
    resized.observe(root);
    const redraw = (): void => made.redraw(false);
    const dark = matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', redraw);
    const themed = new MutationObserver(redraw);
    themed.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    return () => {
      resized.disconnect();
      themed.disconnect();
      dark.removeEventListener('change', redraw);
      made.destroy();
      plot.current = null;
    };
  }, [shape, zone]);

  useEffect(() => {
    plot.current?.setData(dataOf(timesMs, lines));
  }, [timesMs, lines]);

  useEffect(() => {
    const made = plot.current;
    if (made === null) return;
    const timeMs = at === null ? undefined : timesMs[at];
    const left = timeMs === undefined ? -10 : made.valToPos(timeMs, 'x');
    made.setCursor({ left, top: timeMs === undefined ? -10 : 0 }, false);
  }, [at, timesMs]);

  return <div ref={place} aria-hidden="true" className="chart min-w-0" style={{ height: HEIGHT_PX }} />;
}

const dataOf = (timesMs: readonly number[], lines: readonly ChartLine[]): uPlot.AlignedData => [
  [...timesMs],
  ...lines.map(({ values }) => [...values]),
];

/** The clock, or the day that begins, with the zone beside the first of the times. */
const timeLabels = (splits: readonly number[], zone: Zone): string[] =>
  splits.map((atMs, index) => {
    const clock = formatClock(atMs, zone);
    const day = clock === '00:00:00' ? formatDay(atMs, zone, atMs - 1) : null;
    const label = day?.replace(/ \d+$/, '') ?? clock.slice(0, 5);
    return index === 0 ? `${label} ${zoneName(atMs, zone)}` : label;
  });

/** The places of values that have none beside them. */
function loneIndices(plot: uPlot, series: number): number[] {
  const values = Array.from(plot.data[series] ?? []);
  return [...values.keys()].filter((index) => {
    if (typeof values[index] !== 'number') return false;
    const before = values.slice(0, index).findLast((value) => value !== undefined);
    const after = values.slice(index + 1).find((value) => value !== undefined);
    return typeof before !== 'number' && typeof after !== 'number';
  });
}

/** What a colour token is in the theme that is on: a canvas knows no tokens. `strength`: of the colour over nothing. */
function resolveColour(root: HTMLElement, token: string, strength = '100%'): string {
  root.style.color = `color-mix(in srgb, var(${token}) ${strength}, transparent)`;
  const { color } = getComputedStyle(root);
  root.style.color = '';
  return color;
}
