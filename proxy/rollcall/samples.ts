/** The numbers of one member over the last hour and day, sampled from what the probes and rings find. */
import type { Series, SeriesRange } from '../wire/series.ts';
import type { Probe } from '../wire/snapshot.ts';
import type { Vitals } from '../wire/vitals.ts';
import { type Track, createTrack } from './track.ts';

/** What is kept at hand; what is longer ago comes from the history. */
const RANGES = {
  hour: { stepMs: 10_000, length: 360 },
  day: { stepMs: 180_000, length: 480 },
} as const satisfies Partial<Record<SeriesRange, { stepMs: number; length: number }>>;
export type RecentRange = keyof typeof RANGES;
/** A pool that comes and goes must not add a column each time. */
const MAX_POOLS = 12;
const POOL = 'pool:';

export type Samples = {
  /** A probe that has ended. */
  probed(probe: Probe): void;
  /** The member's numbers, and the used share of each of its pools (0 to 1), as of the times in them. */
  measured(vitals: Vitals, pools: ReadonlyMap<string, number>): void;
  series(range: RecentRange, nowMs: number): Series;
};

/** What the probes of the step under way have come to. */
type Tally = { step: number; asked: number; answered: number; sumMs: number; maxMs: number };

function newRange(range: RecentRange): { stepMs: number; track: Track; tally: Tally } {
  const { stepMs, length } = RANGES[range];
  const tally = { step: -1, asked: 0, answered: 0, sumMs: 0, maxMs: 0 };
  return { stepMs, track: createTrack(stepMs, length), tally };
}

export function createSamples(): Samples {
  const kept = { hour: newRange('hour'), day: newRange('day') };
  const ranges = [kept.hour, kept.day];

  const put = (column: string, atMs: number | null, value: number | null | undefined): void => {
    if (atMs === null || value === null || value === undefined) return;
    for (const { track } of ranges) track.put(column, atMs, value);
  };

  return {
    probed({ observedAtMs, latencyMs }) {
      if (observedAtMs === null) return;
      for (const { stepMs, track, tally } of ranges) {
        count(tally, Math.floor(observedAtMs / stepMs), latencyMs);
        track.put('answered', observedAtMs, tally.answered / tally.asked);
        if (tally.answered === 0) continue;
        track.put('latency', observedAtMs, tally.sumMs / tally.answered);
        track.put('latencyMax', observedAtMs, tally.maxMs);
      }
    },
    measured({ stateAtMs, load, resourcesAtMs, memory, poolsAtMs }, pools) {
      put('load', stateAtMs, load?.[0]);
      put('memoryFree', stateAtMs, memory?.freeBytes);
      put('memoryUsed', resourcesAtMs, memory?.usedBytes);
      for (const [name, share] of pools) {
        const column = POOL + name;
        const known = kept.hour.track.columns();
        const full = known.filter((each) => each.startsWith(POOL)).length >= MAX_POOLS;
        if (known.includes(column) || !full) put(column, poolsAtMs, share);
      }
    },
    series: (range, nowMs) => seriesOf(kept[range].track, kept[range].stepMs, nowMs),
  };
}

function count(tally: Tally, step: number, latencyMs: number | null): void {
  if (tally.step !== step) Object.assign(tally, { step, asked: 0, answered: 0, sumMs: 0, maxMs: 0 });
  tally.asked += 1;
  if (latencyMs === null) return;
  tally.answered += 1;
  tally.sumMs += latencyMs;
  tally.maxMs = Math.max(tally.maxMs, latencyMs);
}

/** Values are kept in 32 bits; more digits than they hold would be made up. */
const rounded = (values: (number | null)[], digits: number): (number | null)[] =>
  values.map((value) => (value === null ? null : Number(value.toFixed(digits))));

function seriesOf(track: Track, stepMs: number, nowMs: number): Series {
  const read = (column: string, digits: number) => rounded(track.read(column, nowMs), digits);
  const pools = track.columns().filter((column) => column.startsWith(POOL));
  return {
    nowMs,
    stepMs,
    fromMs: track.fromMs(nowMs),
    latencyMs: read('latency', 1),
    latencyMaxMs: read('latencyMax', 1),
    answered: read('answered', 2),
    load: read('load', 2),
    memoryUsedBytes: read('memoryUsed', 0),
    memoryFreeBytes: read('memoryFree', 0),
    pools: Object.fromEntries(pools.map((column) => [column.slice(POOL.length), read(column, 4)])),
  };
}
