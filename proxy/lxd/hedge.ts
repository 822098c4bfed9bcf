/**
 * One question to a cluster of equals. Asks the best server first; asks the next at once when one fails, and also when
 * none has answered for a while. Which member hangs can't be known beforehand: a frozen one never answers, and while
 * the database elects a leader all of them keep a call waiting, some of them for longer than a fresh one would take.
 */
import { type Result, err } from '../result.ts';
import type { Failure } from '../wire/snapshot.ts';
import { mostTelling } from './failure.ts';

export type HedgeOptions = {
  /** Without an answer for this long, ask one more. */
  hedgeAfterMs: number;
  /** The whole question ends here. */
  deadlineMs: number;
  /**
   * At most this many at a time. At the limit a fresh one replaces the youngest but not the oldest: that one hears the
   * server's own error, or a slow answer.
   */
  maxInFlight: number;
  /** Called once when the first hedge is due: somebody keeps us waiting. */
  onWaiting?: () => void;
};

export type Attempt<T> = (origin: string, signal: AbortSignal) => Promise<Result<T, Failure>>;

/** The first good answer of `origins`, best first; else the most telling failure. Never rejects as long as `attempt` does not. */
export function hedge<T>(
  origins: readonly string[],
  attempt: Attempt<T>,
  options: HedgeOptions,
): Promise<Result<T, Failure>> {
  return new Promise((resolve) => {
    const candidates = [...origins];
    const failures: Failure[] = [];
    const inFlight: AbortController[] = [];
    let next = 0;
    let over = false;

    const finish = (result: Result<T, Failure>): void => {
      if (over) return;
      over = true;
      clearInterval(hedgeTimer);
      clearTimeout(deadlineTimer);
      for (const abort of inFlight) abort.abort();
      resolve(result);
    };

    const start = (): void => {
      if (candidates.length === 0) {
        if (inFlight.length === 0) finish(err(mostTelling(failures)));
        return;
      }
      const origin = candidates[next++ % candidates.length] ?? '';
      if (inFlight.length >= options.maxInFlight) inFlight.splice(1, 1)[0]?.abort();
      const abort = new AbortController();
      inFlight.push(abort);
      void attempt(origin, abort.signal).then((result) => {
        if (over || abort.signal.aborted) return;
        inFlight.splice(inFlight.indexOf(abort), 1);
        if (result.ok) {
          finish(result);
          return;
        }
        failures.push(result.error);
        const index = candidates.indexOf(origin);
        if (index >= 0) {
          candidates.splice(index, 1);
          if (index < next) next -= 1;
        }
        start();
      });
    };

    let waited = false;
    const hedgeTimer = setInterval(() => {
      if (!waited) options.onWaiting?.();
      waited = true;
      start();
    }, options.hedgeAfterMs);
    const deadlineTimer = setTimeout(() => {
      failures.push({ kind: 'blocked', message: `no answer within ${options.deadlineMs} ms` });
      finish(err(mostTelling(failures)));
    }, options.deadlineMs);
    start();
  });
}
