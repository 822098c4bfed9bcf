import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Reading, createProxyClock, estimateMs } from './clock.ts';

const START = 1_700_000_000_250;

describe('estimateMs', () => {
  const mark = { proxyMs: START, reading: { monotonicMs: 500, wallMs: 9000 } };
  it.each([
    ['both clocks moved on', 1500, 10_000, 1000],
    ['the machine slept: the monotonic clock stood still', 600, 69_000, 60_000],
    ['the wall clock was set back', 3500, 1000, 3000],
    ['the wall clock was set forward: too old is safe', 600, 3_609_000, 3_600_000],
    ['no time has passed', 500, 9000, 0],
  ])('%s', (_what, monotonicMs, wallMs, elapsed) => {
    expect(estimateMs(mark, { monotonicMs, wallMs })).toBe(START + elapsed);
  });

  it('is never earlier than either clock says, nor than the mark', () => {
    const ms = fc.integer({ min: -1e9, max: 1e9 });
    fc.assert(
      fc.property(ms, ms, (monotonic, wall) => {
        const estimate = estimateMs(mark, { monotonicMs: 500 + monotonic, wallMs: 9000 + wall });
        expect(estimate - START).toBe(Math.max(monotonic, wall, 0));
      }),
    );
  });
});

describe('createProxyClock', () => {
  let reading: Reading;
  beforeEach(() => {
    vi.useFakeTimers();
    reading = { monotonicMs: 0, wallMs: 5000 };
  });
  afterEach(() => vi.useRealTimers());
  const pass = (ms: number): void => {
    reading = { monotonicMs: reading.monotonicMs + ms, wallMs: reading.wallMs + ms };
    vi.advanceTimersByTime(ms);
  };

  it('goes by our own clock until it is told the time', () => {
    const clock = createProxyClock(() => reading);
    expect(clock.nowMs()).toBe(5000);
    clock.sync(START);
    pass(40);
    expect(clock.nowMs()).toBe(START + 40);
  });

  it('is told the first time at once, to whoever has read its own until then, and no other before the next tick', () => {
    const clock = createProxyClock(() => reading);
    const reader = vi.fn();
    const end = clock.subscribe(reader);
    reader.mockClear();
    clock.sync(START);
    expect([reader.mock.calls.length, clock.tickMs()]).toEqual([1, START]);
    clock.sync(START + 70);
    expect([reader.mock.calls.length, clock.tickMs()]).toEqual([1, START]);
    end();
  });

  it('ticks for everybody at whole seconds, with one timer, and not for nobody', () => {
    const clock = createProxyClock(() => reading);
    clock.sync(START);
    const [one, other] = [vi.fn(), vi.fn()];
    const ends = [clock.subscribe(one), clock.subscribe(other)];
    expect(vi.getTimerCount()).toBe(1);
    one.mockClear();
    other.mockClear();
    pass(749);
    expect(one).not.toHaveBeenCalled();
    pass(1);
    expect([one.mock.calls.length, other.mock.calls.length]).toEqual([1, 1]);
    expect(clock.tickMs()).toBe(START + 750);
    for (const end of ends) end();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('holds still between ticks, and catches up when asked', () => {
    const clock = createProxyClock(() => reading);
    clock.sync(START);
    clock.tick();
    reading = { monotonicMs: 10, wallMs: 65_000 };
    expect(clock.tickMs()).toBe(START);
    clock.tick();
    expect(clock.tickMs()).toBe(START + 60_000);
  });
});
