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
   * At most this many at a time. At the limit a fresh one takes the place of the one that has waited longest but one:
   * the oldest stays to hear the server's own error, or a slow answer, and each of the others gets its fair time.
   */
  maxInFlight: number;
  /** Called once when the first hedge is due: somebody keeps us waiting. */
  onWaiting?: () => void;
  /** Ends the question before its deadline: nobody wants the answer any more. */
  signal?: AbortSignal;
};

export type Attempt<T> = (origin: string, signal: AbortSignal) => Promise<Result<T, Failure>>;

/** The first good answer of `origins`, best first; else the most telling failure. Never rejects as long as `attempt` does not. */
export function hedge<T>(
  origins: readonly string[],
  attempt: Attempt<T>,
  options: HedgeOptions,
): Promise<Result<T, Failure>> {
  const { hedgeAfterMs, deadlineMs, maxInFlight, onWaiting, signal } = options;
  return new Promise((resolve) => {
    /** Who has not failed, the one to be asked next in front. */
    let candidates = [...origins];
    const failures: Failure[] = [];
    /** Oldest first. */
    const inFlight: AbortController[] = [];
    let over = false;

    const finish = (result: Result<T, Failure>): void => {
      if (over) return;
      over = true;
      clearInterval(hedgeTimer);
      clearTimeout(deadlineTimer);
      signal?.removeEventListener('abort', giveUp);
      for (const abort of inFlight) abort.abort();
      resolve(result);
    };
    const giveUp = (): void => finish(err({ kind: 'timeout', message: 'given up' }));

    const start = (): void => {
      const origin = candidates.shift();
      if (origin === undefined) {
        if (inFlight.length === 0) finish(err(mostTelling(failures)));
        return;
      }
      candidates.push(origin);
      if (inFlight.length >= maxInFlight) inFlight.splice(Math.min(1, maxInFlight - 1), 1)[0]?.abort();
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
        candidates = candidates.filter((candidate) => candidate !== origin);
        start();
      });
    };

    let waited = false;
    const hedgeTimer = setInterval(() => {
      if (!waited) onWaiting?.();
      waited = true;
      start();
    }, hedgeAfterMs);
    const deadlineTimer = setTimeout(() => {
      failures.push({ kind: 'blocked', message: `no answer within ${deadlineMs} ms` });
      finish(err(mostTelling(failures)));
    }, deadlineMs);
    signal?.addEventListener('abort', giveUp);
    if (signal?.aborted === true) giveUp();
    else start();
  });
}
