/** The time of the simulated world. Everything in this folder that waits or reads the time does it through one of these,
 *  so that a test can stand still. */
export type Clock = {
  /** Now, integer ms UTC. */
  nowMs(): number;
  /** Calls `run` once after `delayMs`; the answer cancels it, and may be called at any time, also twice. */
  setTimeout(run: () => void, delayMs: number): () => void;
};

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  setTimeout: (run, delayMs) => {
    const timer = setTimeout(run, delayMs);
    return () => clearTimeout(timer);
  },
};

/** Resolves after `ms` of the clock's time. */
export const sleep = (clock: Clock, ms: number): Promise<void> =>
  new Promise((resolve) => {
    clock.setTimeout(resolve, ms);
  });

/** A clock whose pending timers can all be cancelled at once, so that nothing outlives the world that asked for them.
 *  Once closed it runs no timer any more. */
export function closableClock(clock: Clock): Clock & { close(): void } {
  const pending = new Set<() => void>();
  let closed = false;
  return {
    nowMs: () => clock.nowMs(),
    setTimeout(run, delayMs) {
      if (closed) return () => {};
      const stop = clock.setTimeout(() => {
        pending.delete(cancel);
        run();
      }, delayMs);
      const cancel = (): void => {
        pending.delete(cancel);
        stop();
      };
      pending.add(cancel);
      return cancel;
    },
    close() {
      closed = true;
      for (const cancel of pending) cancel();
    },
  };
}
