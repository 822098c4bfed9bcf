/** Asks each of many members the same thing, each in its own time: never all at once, none of them twice at a time. */

/** How closely it is looked who is due. */
const LOOK_EVERY_MS = 250;
/** One that did not tell is asked again this soon: it may have hung for a moment. */
const RETRY_MS = 5000;
/** Those that are due together, as at the start, are spread over this long. */
const SPREAD_MS = 2000;

export type RoundsDeps<T> = {
  /** Whom to ask now, those that would not answer left out. */
  targets(): readonly T[];
  keyOf(target: T): string;
  /** Asks one of them; gives whether it told what was asked for. Must not reject. */
  ask(target: T): Promise<boolean>;
  /** How long after the end of one question the next one to the same member is due, ms. */
  everyMs(): number;
  now(): number;
  random(): number;
  signal: AbortSignal;
};

export type Rounds = {
  /** Has everybody be asked again soon. */
  hasten(): void;
};

/** Runs until `signal` ends it. A member that comes, or comes back, is asked within a moment. */
export function startRounds<T>(deps: RoundsDeps<T>): Rounds {
  const { targets, keyOf, ask, everyMs, now, random, signal } = deps;
  const dueAtMs = new Map<string, number>();
  const underWay = new Set<string>();

  const askOne = async (target: T, key: string): Promise<void> => {
    underWay.add(key);
    const told = await ask(target);
    underWay.delete(key);
    const pauseMs = told ? everyMs() : Math.min(everyMs(), RETRY_MS);
    // Members that were asked together at the start drift apart.
    dueAtMs.set(key, now() + pauseMs * (0.9 + 0.2 * random()));
  };

  const look = (): void => {
    const present = targets();
    const keys = new Set(present.map(keyOf));
    for (const key of dueAtMs.keys()) if (!keys.has(key)) dueAtMs.delete(key);
    const atMost = Math.max(1, Math.ceil((present.length * LOOK_EVERY_MS) / SPREAD_MS));
    const due = present.filter((target) => {
      const key = keyOf(target);
      return !underWay.has(key) && now() >= (dueAtMs.get(key) ?? 0);
    });
    for (const target of due.slice(0, atMost)) void askOne(target, keyOf(target));
  };

  const timer = setInterval(look, LOOK_EVERY_MS);
  signal.addEventListener('abort', () => clearInterval(timer));
  return {
    hasten() {
      dueAtMs.clear();
    },
  };
}
