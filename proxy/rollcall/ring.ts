/** Asks the cluster one thing again and again, as often as it may cost. */

/** Nothing is asked more often, however much hastened. */
const SHORTEST_PAUSE_MS = 1000;
/** Until there is somebody to ask, it is looked for one this often. */
const LOOK_EVERY_MS = 200;
/** After a failure it is tried again this soon, or at its own pace where that is quicker. */
const RETRY_MS = 15_000;

export type RingDeps = {
  /** The pause between two answers, ms, as long as answers cost little. */
  everyMs(): number;
  /**
   * The part of one core of a member that this may take. An answer that took `ms` kept a core busy for that long at most, so
   * the next one waits for `ms / costShare`.
   */
  costShare: number;
  /** Whether there is anybody to ask yet. */
  ready(): boolean;
  /** Asks; gives how long the cluster took (ms), null when it failed. Must not reject. */
  ask(): Promise<number | null>;
  /** After each answer: how long the pause is now, ms. */
  onPause(pauseMs: number): void;
  random(): number;
  signal: AbortSignal;
};

export type Ring = {
  /** The answer is known to be old: asks as soon as the cost allows. */
  hasten(): void;
};

/** Runs until `signal` ends it; begins at once. */
export function startRing({ everyMs, costShare, ready, ask, onPause, random, signal }: RingDeps): Ring {
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  let hastened = false;
  let endedAtMs = performance.now();
  /** Of the last two answers, ms. */
  let lastMs: number | null = null;
  let costMs = 0;
  let failed = false;

  const leastMs = (): number => Math.max(SHORTEST_PAUSE_MS, costMs / costShare);
  const pauseMs = (): number => {
    const usualMs = Math.max(everyMs(), leastMs());
    return failed ? Math.max(Math.min(usualMs, RETRY_MS), leastMs()) : usualMs;
  };
  const schedule = (ms: number): void => {
    clearTimeout(timer);
    if (!signal.aborted) timer = setTimeout(() => void turn(), ms);
  };
  const turn = async (): Promise<void> => {
    if (!ready()) {
      schedule(LOOK_EVERY_MS);
      return;
    }
    asking = true;
    hastened = false;
    const tookMs = await ask();
    asking = false;
    failed = tookMs === null;
    // One answer that was kept waiting, by the cluster or by us as at the start, must not rest the ring for an hour: the
    // quicker of two in a row tells what it costs, and the first alone tells nothing yet.
    if (tookMs !== null) {
      costMs = lastMs === null ? 0 : Math.min(lastMs, tookMs);
      lastMs = tookMs;
    }
    endedAtMs = performance.now();
    if (!signal.aborted) onPause(pauseMs());
    schedule(hastened ? leastMs() : pauseMs() * (0.95 + random() / 10));
  };

  schedule(0);
  signal.addEventListener('abort', () => clearTimeout(timer));
  return {
    hasten() {
      hastened = true;
      if (!asking) schedule(Math.max(0, endedAtMs + leastMs() - performance.now()));
    },
  };
}
