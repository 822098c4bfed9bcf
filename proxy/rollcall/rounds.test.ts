import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startRounds } from './rounds.ts';

const EVERY_MS = 10_000;

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function begin(names: string[], ask: (name: string) => Promise<boolean> = async () => true) {
  const stop = new AbortController();
  const asked: { name: string; atMs: number }[] = [];
  const startedMs = Date.now();
  const rounds = startRounds<string>({
    targets: () => names,
    keyOf: (name) => name,
    ask(name) {
      asked.push({ name, atMs: Date.now() - startedMs });
      return ask(name);
    },
    everyMs: () => EVERY_MS,
    now: Date.now,
    random: () => 0.5,
    signal: stop.signal,
  });
  return { asked, rounds, stop, of: (name: string) => asked.filter((each) => each.name === name).length };
}

describe('rounds', () => {
  it('ask everybody within moments, and then each at the pace', async () => {
    const { of, asked } = begin(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(2500);
    expect(asked.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
    await vi.advanceTimersByTimeAsync(20_500);
    expect([of('a'), of('b'), of('c')]).toEqual([3, 3, 3]);
  });

  it('never ask a thousand at the same time', async () => {
    const { asked } = begin(Array.from({ length: 1000 }, (_, index) => `node-${index}`));
    await vi.advanceTimersByTimeAsync(2500);
    expect(asked).toHaveLength(1000);
    const together = Map.groupBy(asked, ({ atMs }) => atMs);
    expect(Math.max(...[...together.values()].map(({ length }) => length))).toBeLessThanOrEqual(125);
  });

  it('do not ask one again that has not answered yet', async () => {
    const { of } = begin(['hangs', 'well'], (name) =>
      name === 'hangs' ? new Promise(() => {}) : Promise.resolve(true),
    );
    await vi.advanceTimersByTimeAsync(60_000);
    expect(of('hangs')).toBe(1);
    expect(of('well')).toBeGreaterThan(4);
  });

  it('ask one soon again that did not tell', async () => {
    const { of } = begin(['silent', 'well'], async (name) => name === 'well');
    await vi.advanceTimersByTimeAsync(22_000);
    expect([of('silent'), of('well')]).toEqual([5, 3]);
  });

  it('ask one that comes, or comes back, at once', async () => {
    const names = ['a'];
    const { of } = begin(names);
    await vi.advanceTimersByTimeAsync(3000);
    names.push('b');
    await vi.advanceTimersByTimeAsync(500);
    expect(of('b')).toBe(1);
    names.pop();
    await vi.advanceTimersByTimeAsync(500);
    names.push('b');
    await vi.advanceTimersByTimeAsync(500);
    expect(of('b')).toBe(2);
  });

  it('are hastened, and end with their signal', async () => {
    const { of, rounds, stop } = begin(['a']);
    await vi.advanceTimersByTimeAsync(500);
    rounds.hasten();
    await vi.advanceTimersByTimeAsync(500);
    expect(of('a')).toBe(2);
    stop.abort();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(of('a')).toBe(2);
  });
});
