/** What holds for every script of what servers do. */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Result, err, ok } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import { hedge } from './hedge.ts';

const HEDGE_AFTER_MS = 100;

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What a server does each time it is asked. Slow answers come within the time that every attempt is given. */
type Manner = { kind: 'answers' | 'fails'; afterMs: number } | { kind: 'hangs' };

const manner: fc.Arbitrary<Manner> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('answers', 'fails'),
    afterMs: fc.integer({ min: 0, max: 3 * HEDGE_AFTER_MS }),
  }),
  fc.constant({ kind: 'hangs' } as const),
);

type Script = { manners: Manner[]; maxInFlight: number; deadlineMs: number };

const script: fc.Arbitrary<Script> = fc.record({
  manners: fc.array(manner, { maxLength: 8 }),
  maxInFlight: fc.integer({ min: 1, max: 5 }),
  deadlineMs: fc.integer({ min: 1, max: 3000 }),
});

/** Plays a script to its end, which is a little after the deadline. */
async function play({ manners, maxInFlight, deadlineMs }: Script) {
  const results: Result<number, Failure>[] = [];
  let inFlight = 0;
  let most = 0;
  const attempt = (origin: string, signal: AbortSignal): Promise<Result<number, Failure>> => {
    inFlight += 1;
    most = Math.max(most, inFlight);
    const { promise, resolve } = Promise.withResolvers<Result<number, Failure>>();
    let open = true;
    const end = (result: Result<number, Failure>): void => {
      if (open) inFlight -= 1;
      open = false;
      resolve(result);
    };
    signal.addEventListener('abort', () => end(err({ kind: 'timeout', message: 'given up' })));
    const index = Number(origin);
    const does = manners[index] ?? { kind: 'hangs' };
    if (does.kind !== 'hangs') {
      const result = does.kind === 'answers' ? ok(index) : err({ kind: 'refused' as const, message: origin });
      setTimeout(() => end(result), does.afterMs);
    }
    return promise;
  };
  const origins = manners.map((_, index) => `${index}`);
  void hedge(origins, attempt, { hedgeAfterMs: HEDGE_AFTER_MS, deadlineMs, maxInFlight }).then((result) =>
    results.push(result),
  );
  await vi.advanceTimersByTimeAsync(deadlineMs + 1);
  return { results, most, left: inFlight };
}

it('settles once, by the deadline, with nothing left in flight and never more than the limit', async () => {
  await fc.assert(
    fc.asyncProperty(script, async (played) => {
      const { results, most, left } = await play(played);
      expect(results).toHaveLength(1);
      expect(left).toBe(0);
      expect(most).toBeLessThanOrEqual(played.maxInFlight);
    }),
  );
});

it('answers with what somebody answered, and with nothing else', async () => {
  await fc.assert(
    fc.asyncProperty(script, async (played) => {
      const [result] = (await play(played)).results;
      if (result?.ok === true) expect(played.manners[result.value]?.kind).toBe('answers');
    }),
  );
});

it('finds the one that would answer, whoever else hangs or fails', async () => {
  const others: fc.Arbitrary<Manner[]> = fc.array(
    manner.filter(({ kind }) => kind !== 'answers'),
    { maxLength: 7 },
  );
  await fc.assert(
    fc.asyncProperty(others, fc.nat(), fc.integer({ min: 2, max: 5 }), async (rest, at, maxInFlight) => {
      const place = at % (rest.length + 1);
      // Within the time that even the smallest limit leaves to an attempt that is not the oldest.
      const answering: Manner = { kind: 'answers', afterMs: HEDGE_AFTER_MS - 10 };
      const manners = [...rest.slice(0, place), answering, ...rest.slice(place)];
      const deadlineMs = 5000;
      const [result] = (await play({ manners, maxInFlight, deadlineMs })).results;
      expect(result).toEqual(ok(place));
    }),
  );
});
