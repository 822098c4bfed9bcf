import { describe, expect, it } from 'vitest';
import type { Series } from '~wire/series.ts';
import { GIB, NOW_MS } from '~wire/testing/scenes.ts';
import { begun, bridged, chartsOf, hasValues, readingOf, timesOf, valueAt } from './member-charts.ts';

const series = (differs: Partial<Series> = {}): Series => ({
  nowMs: NOW_MS,
  stepMs: 10_000,
  fromMs: NOW_MS - 30_000,
  latencyMs: [2, null, 3],
  latencyMaxMs: [4, null, 3],
  answered: [1, 0, 1],
  load: [0.5, 0.75, null],
  memoryUsedBytes: [GIB, GIB, null],
  memoryFreeBytes: [null, 2 * GIB, null],
  pools: { local: [0.5, 0.25, null] },
  ...differs,
});
const EVERY_MS = { state: 10_000, resources: 10_000, pools: 10_000 };
const LIMITS = { cpuThreads: 8, memoryTotalBytes: 4 * GIB, everyMs: EVERY_MS };
const chart = (key: string, of = series()) => {
  const found = chartsOf(of, LIMITS).find((each) => each.key === key);
  if (found === undefined) throw new Error(`there is no chart of ${key}`);
  return found;
};

describe('a series of a proxy that has only begun to watch', () => {
  const nulls = (count: number): null[] => Array.from({ length: count }, () => null);
  const hour = (known: number): Series => {
    const column = [...nulls(360 - known), ...Array.from({ length: known }, () => 1)];
    return series({
      fromMs: 0,
      latencyMs: column,
      latencyMaxMs: column,
      answered: column,
      load: nulls(360),
      memoryUsedBytes: column,
      memoryFreeBytes: nulls(360),
      pools: { local: nulls(360) },
    });
  };

  it.each([
    ['everything', 360, 360],
    ['a third', 120, 120],
    ['hardly anything', 5, 60],
    ['nothing', 0, 60],
  ])('that knows %s', (_what, known, steps) => {
    const cut = begun(hour(known));
    expect(cut.fromMs).toBe((360 - steps) * 10_000);
    expect(
      [cut.load, cut.latencyMaxMs, cut.memoryFreeBytes, cut.pools['local']].map((each) => each?.length),
    ).toEqual([steps, steps, steps, steps]);
    expect(cut.latencyMs.filter((value) => value !== null)).toHaveLength(known);
  });
});

it('dates each step by its beginning', () => {
  expect(timesOf(series())).toEqual([NOW_MS - 30_000, NOW_MS - 20_000, NOW_MS - 10_000]);
});

describe('a line', () => {
  it('goes on over steps between readings, and not over longer silence', () => {
    expect(bridged([1, null, null, 2, null, null, null, 3, null], 2)).toEqual([
      1,
      undefined,
      undefined,
      2,
      null,
      null,
      null,
      3,
      undefined,
    ]);
    expect(bridged([null, null, 1], 2)).toEqual([null, null, 1]);
  });

  it('stands after its last reading until that is old', () => {
    expect(bridged([1, null, null], 2)).toEqual([1, undefined, undefined]);
    expect(bridged([1, null, null], 1)).toEqual([1, null, null]);
  });

  it('has a value wherever it goes on', () => {
    expect([0, 1, 2, 3].map((at) => valueAt([1, undefined, 2, null], at))).toEqual([1, 1, 2, null]);
    expect(valueAt([1, 2, null], null)).toBe(2);
    expect(valueAt([null], null)).toBeNull();
  });
});

describe('a reading', () => {
  it('is of the step that is pointed at, gaps and all', () => {
    expect(readingOf(chart('load'), 1)).toEqual([
      { label: 'over 1 min', text: '0.75' },
      { label: 'logical CPUs', text: '8' },
    ]);
    expect(readingOf(chart('latency'), 1)[0]).toEqual({ label: 'mean', text: '–' });
  });

  it('is of the last that is known where nothing is pointed at', () => {
    expect(readingOf(chart('latency'), null).map(({ text }) => text)).toEqual(['3.0 ms', '3.0 ms']);
    expect(readingOf(chart('memory'), null).map(({ text }) => text)).toEqual(
      ['1.00 GiB', '2.00 GiB', '4.00 GiB'].map((text) => text.replace(' ', '\u00a0')),
    );
    expect(readingOf(chart('storage'), null)).toEqual([{ label: 'local', text: '25%' }]);
  });
});

it('says which chart has nothing to show but its limit', () => {
  const without = series({ load: [null, null, null] });
  expect(hasValues(chart('load', without))).toBe(false);
  expect(hasValues(chart('load'))).toBe(true);
  expect(hasValues(chart('storage', series({ pools: {} })))).toBe(false);
});

it('draws no line of what is never told', () => {
  const { lines } = chart('memory', series({ memoryFreeBytes: [null, null, null] }));
  expect(lines.map(({ label }) => label)).toEqual(['used', 'total']);
});

it('draws no limit that is not known', () => {
  const [load, memory] = chartsOf(series(), {
    cpuThreads: null,
    memoryTotalBytes: null,
    everyMs: EVERY_MS,
  });
  expect(load?.lines.map(({ label }) => label)).toEqual(['over 1 min']);
  expect(memory?.lines.map(({ label }) => label)).toEqual(['used', 'free']);
});

it('draws the fullest pools, and says that there are more', () => {
  const pools = Object.fromEntries(
    [0.1, 0.9, 0.3, 0.7, 0.5].map((last, index) => [`p${index}`, [last, last, last]]),
  );
  const { lines, note } = chart('storage', series({ pools }));
  expect(lines.map(({ label }) => label)).toEqual(['p1', 'p3', 'p4', 'p2']);
  expect(new Set(lines.map(({ colour }) => colour)).size).toBe(4);
  expect(note).toBe('the 4 fullest of 5 pools');
  expect(chart('storage').note).toBeNull();
});
