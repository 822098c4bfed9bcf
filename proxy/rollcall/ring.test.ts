import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Ring, type RingDeps, startRing } from './ring.ts';

const EVERY_MS = 10_000;

/** A ring whose answers take what `tookMs` says (null: fail), and the moments at which it asked. */
function begin(differs: Partial<RingDeps> & { tookMs?: () => number | null } = {}) {
  const stop = new AbortController();
  const startedMs = performance.now();
  const askedMs: number[] = [];
  const pausesMs: number[] = [];
  const { tookMs = () => 5, ...deps } = differs;
  const ring: Ring = startRing({
    everyMs: () => EVERY_MS,
    costShare: 0.01,
    ready: () => true,
    async ask() {
      askedMs.push(Math.round(performance.now() - startedMs));
      return tookMs();
    },
    onPause: (ms) => void pausesMs.push(ms),
    random: () => 0.5,
    signal: stop.signal,
    ...deps,
  });
  return { ring, askedMs, pausesMs, stop };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe('a ring', () => {
  it('asks at once, and then at its pace', async () => {
    const { askedMs } = begin();
    await vi.advanceTimersByTimeAsync(25_000);
    expect(askedMs).toEqual([0, 10_000, 20_000]);
  });

  it('asks more seldom where an answer takes the cluster long', async () => {
    const { askedMs, pausesMs } = begin({ tookMs: () => 500 });
    await vi.advanceTimersByTimeAsync(110_000);
    // 500 ms at a hundredth of a core; the first answer may have been slow for another reason.
    expect(askedMs).toEqual([0, 10_000, 60_000, 110_000]);
    expect(pausesMs).toEqual([10_000, 50_000, 50_000, 50_000]);
  });

  it('is not rested by one answer that was kept waiting, first or later', async () => {
    const answers = [10_000, 20, 10_000, 20];
    const { askedMs, pausesMs } = begin({ tookMs: () => answers.shift() ?? 20 });
    await vi.advanceTimersByTimeAsync(40_000);
    expect(askedMs).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
    expect(new Set(pausesMs)).toEqual(new Set([EVERY_MS]));
  });

  it('is hastened, though never beyond what it may cost', async () => {
    const { askedMs, ring } = begin({ tookMs: () => 30 });
    await vi.advanceTimersByTimeAsync(10_100);
    ring.hasten();
    ring.hasten();
    await vi.advanceTimersByTimeAsync(5000);
    expect(askedMs).toEqual([0, 10_000, 13_000]);
  });

  it('that is hastened while it asks asks again', async () => {
    const answers = [Promise.withResolvers<number>(), Promise.withResolvers<number>()];
    let asked = 0;
    const { ring } = begin({ ask: () => answers[asked++]?.promise ?? Promise.resolve(1) });
    await vi.advanceTimersByTimeAsync(10);
    ring.hasten();
    answers[0]?.resolve(5);
    await vi.advanceTimersByTimeAsync(1500);
    expect(asked).toBe(2);
  });

  it('tries again soon after a failure', async () => {
    const { askedMs } = begin({ tookMs: () => null, everyMs: () => 300_000 });
    await vi.advanceTimersByTimeAsync(31_000);
    expect(askedMs).toEqual([0, 15_000, 30_000]);
  });

  it('waits until there is somebody to ask', async () => {
    let somebody = false;
    const { askedMs } = begin({ ready: () => somebody });
    await vi.advanceTimersByTimeAsync(3000);
    expect(askedMs).toEqual([]);
    somebody = true;
    await vi.advanceTimersByTimeAsync(250);
    expect(askedMs).toHaveLength(1);
  });

  it('ends with its signal, hastened or not', async () => {
    const { askedMs, ring, stop } = begin();
    await vi.advanceTimersByTimeAsync(100);
    stop.abort();
    ring.hasten();
    await vi.advanceTimersByTimeAsync(100_000);
    expect(askedMs).toEqual([0]);
  });
});
