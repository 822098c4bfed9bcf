/** Equal questions at the same time are one, and its answer stands for one interval. */

/** `atMs`: when the answer came; null while the question is under way. */
type Entry<T> = { answer: Promise<T>; atMs: number | null };

/**
 * A cache of answers under way and given. `ttlMs` counts from the end of the question. Bounded: the oldest entry goes
 * when `maxEntries` are held. `load` must not reject: a failure is an answer, too, and stands as long.
 */
export function createAnswerCache<T>(ttlMs: number, maxEntries: number, now: () => number) {
  const entries = new Map<string, Entry<T>>();
  /** A clock that was set back makes an answer old, not valid for longer. */
  const stands = ({ atMs }: Entry<T>): boolean => atMs === null || (now() >= atMs && now() - atMs < ttlMs);
  return {
    /** Whether `get` would ask nobody. */
    holds(key: string): boolean {
      const held = entries.get(key);
      return held !== undefined && stands(held);
    },
    get(key: string, load: () => Promise<T>): Promise<T> {
      const held = entries.get(key);
      if (held !== undefined && stands(held)) return held.answer;
      entries.delete(key);
      const oldest = entries.keys().next();
      if (entries.size >= maxEntries && oldest.done !== true) entries.delete(oldest.value);
      const entry: Entry<T> = { answer: load(), atMs: null };
      entries.set(key, entry);
      void entry.answer.then(() => {
        entry.atMs = now();
      });
      return entry.answer;
    },
  };
}
