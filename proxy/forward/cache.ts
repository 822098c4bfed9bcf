/** Equal questions at the same time are one, and its answer stands for a while. */

/** `atMs`: when the answer came; null while the question is under way, and nothing is held yet. */
type Entry<T> = { answer: Promise<T>; atMs: number | null; ttlMs: number; bytes: number };

export type CacheLimits = { maxEntries: number; maxBytes: number };

/** How to get an answer, and for how long it then stands. `load` must not reject: a failure is an answer, too. */
export type Question<T> = { load(): Promise<T>; ttlMsOf(answer: T): number };

/**
 * A cache of answers under way and given. Their time counts from the end of the question. Bounded in number and size: the
 * oldest entries go first.
 */
export function createAnswerCache<T>(
  { maxEntries, maxBytes }: CacheLimits,
  sizeOf: (answer: T) => number,
  now: () => number,
) {
  const entries = new Map<string, Entry<T>>();
  let bytes = 0;
  const drop = (key: string): void => {
    bytes -= entries.get(key)?.bytes ?? 0;
    entries.delete(key);
  };
  const fit = (): void => {
    for (const key of [...entries.keys()]) {
      if (entries.size <= maxEntries && bytes <= maxBytes) return;
      drop(key);
    }
  };
  /** A clock that was set back makes an answer old, not valid for longer. */
  const stands = ({ atMs, ttlMs }: Entry<T>): boolean =>
    atMs === null || (now() >= atMs && now() - atMs < ttlMs);
  return {
    /** Whether `get` would ask nobody. */
    holds(key: string): boolean {
      const held = entries.get(key);
      return held !== undefined && stands(held);
    },
    get(key: string, { load, ttlMsOf }: Question<T>): Promise<T> {
      const held = entries.get(key);
      if (held !== undefined && stands(held)) return held.answer;
      drop(key);
      const entry: Entry<T> = { answer: load(), atMs: null, ttlMs: 0, bytes: 0 };
      entries.set(key, entry);
      fit();
      void entry.answer.then((answer) => {
        entry.atMs = now();
        entry.ttlMs = ttlMsOf(answer);
        if (entries.get(key) !== entry) return;
        entry.bytes = sizeOf(answer);
        bytes += entry.bytes;
        fit();
      });
      return entry.answer;
    },
  };
}
