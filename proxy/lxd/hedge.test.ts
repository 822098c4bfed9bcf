import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Result, err, ok } from '../result.ts';
import type { Failure, FailureKind } from '../wire/snapshot.ts';
import { type HedgeOptions, hedge } from './hedge.ts';

const OPTIONS: HedgeOptions = { hedgeAfterMs: 1000, deadlineMs: 10_000, maxInFlight: 3 };

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

type Asked = {
  origin: string;
  signal: AbortSignal;
  answer(value?: string): Promise<void>;
  fail(kind?: FailureKind): Promise<void>;
};

/** A question whose attempts end when the test says so. */
function question(origins: readonly string[], differs: Partial<HedgeOptions> = {}) {
  const asked: Asked[] = [];
  let settled: Result<string, Failure> | null = null;
  const attempt = (origin: string, signal: AbortSignal): Promise<Result<string, Failure>> => {
    const { promise, resolve } = Promise.withResolvers<Result<string, Failure>>();
    const end = async (result: Result<string, Failure>): Promise<void> => {
      resolve(result);
      await vi.advanceTimersByTimeAsync(0);
    };
    asked.push({
      origin,
      signal,
      answer: (value = origin) => end(ok(value)),
      fail: (kind = 'refused') => end(err({ kind, message: `${origin} ${kind}` })),
    });
    return promise;
  };
  void hedge(origins, attempt, { ...OPTIONS, ...differs }).then((result) => {
    settled = result;
  });
  return {
    asked,
    names: () => asked.map(({ origin }) => origin).join(' '),
    open: () => asked.filter(({ signal }) => !signal.aborted),
    settled: () => settled,
    nth: (number: number): Asked => {
      const one = asked[number - 1];
      if (one === undefined) throw new Error(`only ${asked.length} were asked`);
      return one;
    },
    pass: (ms: number) => vi.advanceTimersByTimeAsync(ms),
  };
}

describe('the first answer', () => {
  it('of the best is enough', async () => {
    const { names, nth, settled } = question(['a', 'b', 'c']);
    await nth(1).answer();
    expect(settled()).toEqual(ok('a'));
    expect(names()).toBe('a');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('ends the others', async () => {
    const { names, nth, settled, pass } = question(['a', 'b', 'c']);
    await pass(2000);
    expect(names()).toBe('a b c');
    await nth(2).answer();
    expect(settled()).toEqual(ok('b'));
    expect([nth(1).signal.aborted, nth(3).signal.aborted]).toEqual([true, true]);
  });

  it('stays the only one', async () => {
    const { nth, settled, pass } = question(['a', 'b']);
    await pass(1000);
    await nth(2).answer('early');
    await nth(1).answer('late');
    expect(settled()).toEqual(ok('early'));
  });
});

describe('the next is asked', () => {
  it('at once when one fails', async () => {
    const { names, nth } = question(['a', 'b', 'c']);
    await nth(1).fail();
    expect(names()).toBe('a b');
    await nth(2).fail();
    expect(names()).toBe('a b c');
  });

  it('after a while when one hangs, and not before', async () => {
    const { names, pass, open } = question(['a', 'b', 'c']);
    await pass(999);
    expect(names()).toBe('a');
    await pass(1);
    expect(names()).toBe('a b');
    expect(open()).toHaveLength(2);
  });

  it('again where there is only one, as a fresh call may come through an election sooner', async () => {
    const { names, nth, pass, settled } = question(['a']);
    await pass(2000);
    expect(names()).toBe('a a a');
    await nth(3).answer('fresh');
    expect(settled()).toEqual(ok('fresh'));
  });

  it('from the best on when all hang, without those that failed', async () => {
    const { names, nth, pass } = question(['a', 'b', 'c'], { maxInFlight: 8 });
    await pass(2000);
    await nth(2).fail();
    await pass(2000);
    expect(names()).toBe('a b c a c a');
  });
});

describe('somebody keeps us waiting', () => {
  it('is told once, when the first has hung for a while', async () => {
    const onWaiting = vi.fn();
    const { pass } = question(['a', 'b'], { onWaiting });
    await pass(999);
    expect(onWaiting).not.toHaveBeenCalled();
    await pass(5000);
    expect(onWaiting).toHaveBeenCalledOnce();
  });

  it('is not told of failures that come at once', async () => {
    const onWaiting = vi.fn();
    const { nth, settled, pass } = question(['a', 'b'], { onWaiting });
    await nth(1).fail();
    await nth(2).fail();
    await pass(5000);
    expect(settled()?.ok).toBe(false);
    expect(onWaiting).not.toHaveBeenCalled();
  });
});

describe('the limit', () => {
  it('keeps the oldest, and a fresh one takes the place of the next', async () => {
    const { names, open, nth, pass, settled } = question(['a', 'b', 'c', 'd', 'e']);
    await pass(4000);
    expect(names()).toBe('a b c d e');
    expect(
      open()
        .map(({ origin }) => origin)
        .join(' '),
    ).toBe('a d e');
    await nth(1).answer();
    expect(settled()).toEqual(ok('a'));
  });

  it('of one replaces that one', async () => {
    const { open, pass } = question(['a', 'b'], { maxInFlight: 1 });
    await pass(1000);
    expect(open().map(({ origin }) => origin)).toEqual(['b']);
  });

  it('does not count a replaced one as failed', async () => {
    const { nth, open, pass } = question(['a', 'b'], { maxInFlight: 2 });
    await pass(2000);
    expect(nth(2).signal.aborted).toBe(true);
    await nth(2).fail();
    await pass(1000);
    expect(open().map(({ origin }) => origin)).toEqual(['a', 'b']);
  });
});

describe('no answer', () => {
  it('is the most telling failure, at once when the last has failed', async () => {
    const { nth, settled } = question(['a', 'b', 'c']);
    await nth(1).fail('refused');
    await nth(2).fail('lxd-error');
    expect(settled()).toBeNull();
    await nth(3).fail('tls-timeout');
    expect(settled()).toEqual(err({ kind: 'lxd-error', message: 'b lxd-error' }));
    expect(vi.getTimerCount()).toBe(0);
  });

  it('waits for one that was asked twice to fail twice', async () => {
    const { nth, pass, settled } = question(['a']);
    await pass(1000);
    await nth(1).fail('timeout');
    expect(settled()).toBeNull();
    await nth(2).fail('lxd-error');
    expect(settled()).toMatchObject({ error: { kind: 'lxd-error' } });
  });

  it('comes at the deadline, and ends everything', async () => {
    const { open, pass, settled } = question(['a', 'b', 'c']);
    await pass(9999);
    expect(settled()).toBeNull();
    await pass(1);
    expect(settled()).toEqual(err({ kind: 'blocked', message: 'no answer within 10000 ms' }));
    expect(open()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells an error of the database rather than that others were waiting for it', async () => {
    const { nth, pass, settled } = question(['a', 'b']);
    await pass(5000);
    await nth(1).fail('lxd-error');
    await pass(5000);
    expect(settled()).toMatchObject({ error: { kind: 'lxd-error' } });
  });

  it('comes at once where there is nobody to ask', async () => {
    const { settled, pass } = question([]);
    await pass(0);
    expect(settled()).toEqual(err({ kind: 'unreachable', message: 'no server to ask' }));
  });
});

describe('a question that nobody wants answered any more', () => {
  it('ends with everything that was asked', async () => {
    const stop = new AbortController();
    const { open, pass, settled } = question(['a', 'b'], { signal: stop.signal });
    await pass(1500);
    stop.abort();
    await pass(0);
    expect(settled()?.ok).toBe(false);
    expect(open()).toEqual([]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is not even asked', async () => {
    const { asked, settled, pass } = question(['a'], { signal: AbortSignal.abort() });
    await pass(0);
    expect(asked).toEqual([]);
    expect(settled()?.ok).toBe(false);
  });
});
