/** The proxy's clock as this page estimates it: all times in answers are meant by that clock, and by no other. */

/** The two clocks of a browser at one moment, ms. The first stops while the machine sleeps, the second may be set. */
export type Reading = { monotonicMs: number; wallMs: number };

/** The proxy's clock as a frame told it, and what our own clocks read when it came. */
export type Mark = { proxyMs: number; reading: Reading };

/**
 * The proxy's time (ms UTC) at `reading`. Of our two clocks the one that went further counts: data seem older than
 * they are after a clock was set, but never younger after a sleep.
 */
export function estimateMs({ proxyMs, reading: then }: Mark, reading: Reading): number {
  const elapsedMs = Math.max(reading.monotonicMs - then.monotonicMs, reading.wallMs - then.wallMs, 0);
  return Math.round(proxyMs + elapsedMs);
}

export type ProxyClock = {
  /** Takes a time that the proxy has just sent. The first one is told to every reader at once: until then all went by a clock that may be wrong. */
  sync(proxyMs: number): void;
  /** The proxy's time now, ms UTC; by our own wall clock until the proxy has told us its own. */
  nowMs(): number;
  /** The proxy's time at the last tick: the same for every reader until the next. */
  tickMs(): number;
  /** Reads the clocks now, as after a sleep, when the timer is late. */
  tick(): void;
  /** Calls back with each tick, once a second while anybody listens. Returns the end of it. */
  subscribe(listener: () => void): () => void;
};

const TICK_MS = 1000;

/** A clock for the whole page, with one timer, aligned to whole seconds of the proxy's time. */
export function createProxyClock(read: () => Reading): ProxyClock {
  let mark: Mark | null = null;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const nowMs = (): number => {
    const reading = read();
    return mark === null ? Math.round(reading.wallMs) : estimateMs(mark, reading);
  };
  let tickMs = nowMs();

  const tick = (): void => {
    clearTimeout(timer);
    timer = undefined;
    tickMs = nowMs();
    for (const listener of listeners) listener();
    if (listeners.size > 0) timer = setTimeout(tick, TICK_MS - (tickMs % TICK_MS));
  };

  return {
    sync(proxyMs) {
      const first = mark === null;
      mark = { proxyMs, reading: read() };
      if (first) tick();
    },
    nowMs,
    tickMs: () => tickMs,
    tick,
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) tick();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
  };
}
