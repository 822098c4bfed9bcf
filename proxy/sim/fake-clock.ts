import type { Clock } from './clock.ts';

type Timer = { atMs: number; order: number; run: () => void };

export type FakeClock = Clock & {
  /** Lets `ms` pass: every timer due by then runs, in order, with `nowMs()` at its own time. */
  advance(ms: number): void;
  /** How many timers are waiting. */
  pending(): number;
};

/** A clock that moves only when told to. Starts at 2026-01-01T00:00:00Z unless told otherwise. */
export function fakeClock(startMs = Date.UTC(2026, 0, 1)): FakeClock {
  const timers = new Set<Timer>();
  let nowMs = startMs;
  let order = 0;

  const nextDue = (untilMs: number): Timer | undefined => {
    let first: Timer | undefined;
    for (const timer of timers) {
      if (timer.atMs > untilMs) continue;
      const earlier =
        !first || timer.atMs < first.atMs || (timer.atMs === first.atMs && timer.order < first.order);
      if (earlier) first = timer;
    }
    return first;
  };

  return {
    nowMs: () => nowMs,
    pending: () => timers.size,
    setTimeout(run, delayMs) {
      const timer = { atMs: nowMs + Math.max(0, delayMs), order: order++, run };
      timers.add(timer);
      return () => {
        timers.delete(timer);
      };
    },
    advance(ms) {
      const untilMs = nowMs + ms;
      for (let timer = nextDue(untilMs); timer; timer = nextDue(untilMs)) {
        timers.delete(timer);
        nowMs = timer.atMs;
        timer.run();
      }
      nowMs = untilMs;
    },
  };
}
