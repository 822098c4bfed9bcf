import { describe, expect, it } from 'vitest';
import type { Probe } from '../wire/snapshot.ts';
import { GIB, NOW_MS, answering, silent, vitals } from '../wire/testing/scenes.ts';
import { createSamples } from './samples.ts';

const STEP_MS = 10_000;
const step = Math.floor(NOW_MS / STEP_MS) * STEP_MS;

const probe = (offsetMs: number, latencyMs: number | null): Probe => ({
  ...(latencyMs === null ? silent() : answering()),
  latencyMs,
  observedAtMs: step + offsetMs,
});
const last = <T>(column: readonly T[]): T | undefined => column.at(-1);

describe('samples', () => {
  it('have the mean and the longest latency of a step, and the part that was answered', () => {
    const samples = createSamples();
    for (const each of [probe(0, 2), probe(2000, 4), probe(4000, null), probe(6000, 9)]) samples.probed(each);
    const series = samples.series('hour', step + 9000);
    expect(last(series.latencyMs)).toBe(5);
    expect(last(series.latencyMaxMs)).toBe(9);
    expect(last(series.answered)).toBe(0.75);
  });

  it('have a gap, not a latency of nothing, where no probe was answered', () => {
    const samples = createSamples();
    samples.probed(probe(0, 3));
    samples.probed(probe(STEP_MS, null));
    const series = samples.series('hour', step + STEP_MS);
    expect(series.latencyMs.slice(-2)).toEqual([3, null]);
    expect(series.answered.slice(-2)).toEqual([1, 0]);
  });

  it('have a gap where we did not look', () => {
    const samples = createSamples();
    samples.probed(probe(0, 3));
    samples.probed(probe(3 * STEP_MS, 5));
    const series = samples.series('hour', step + 3 * STEP_MS);
    expect(series.latencyMs.slice(-4)).toEqual([3, null, null, 5]);
    expect(series.fromMs + (series.latencyMs.length - 1) * series.stepMs).toBe(step + 3 * STEP_MS);
  });

  it('put each number where it was read', () => {
    const samples = createSamples();
    const numbers = vitals({ stateAtMs: step, resourcesAtMs: step - STEP_MS, poolsAtMs: step });
    samples.measured(numbers, new Map([['local', 0.2]]));
    const series = samples.series('hour', step);
    expect(series.load.slice(-2)).toEqual([null, 0.5]);
    expect(series.memoryFreeBytes.slice(-2)).toEqual([null, 40 * GIB]);
    expect(series.memoryUsedBytes.slice(-2)).toEqual([16 * GIB, null]);
    expect(series.pools['local']?.slice(-2)).toEqual([null, 0.2]);
  });

  it('are all gaps of what the server does not tell', () => {
    const samples = createSamples();
    samples.measured(vitals({ stateAtMs: null, load: null, memory: null }), new Map());
    const series = samples.series('day', NOW_MS);
    expect(new Set([...series.load, ...series.memoryUsedBytes, ...series.memoryFreeBytes])).toEqual(
      new Set([null]),
    );
    expect(series.pools).toEqual({});
  });

  it('keep a bounded number of pools, whatever comes and goes', () => {
    const samples = createSamples();
    for (let index = 0; index < 50; index += 1) samples.measured(vitals(), new Map([[`pool-${index}`, 0.5]]));
    expect(Object.keys(samples.series('hour', NOW_MS).pools)).toHaveLength(12);
  });

  it('of a day are of three minutes each', () => {
    const samples = createSamples();
    samples.probed(probe(0, 3));
    const { stepMs, latencyMs } = samples.series('day', NOW_MS);
    expect(stepMs * latencyMs.length).toBe(86_400_000);
  });
});
