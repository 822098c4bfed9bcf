/** Equal questions at the same time are one, and its answer stands for one interval. */

type Entry<T> = { answer: Promise<T>; until: number };

/**
 * A cache of answers under way and given. `ttlMs` counts from the end of the question. Bounded: the oldest entry goes
 * when `maxEntries` are held. `load` must not reject: a failure is an answer, too, and stands as long.
 */
export function createAnswerCache<T>(ttlMs: number, maxEntries: number, now: () => number) {
  const entries = new Map<string, Entry<T>>();
  return {
    get(key: string, load: () => Promise<T>): Promise<T> {
      const held = entries.get(key);
      if (held !== undefined && now() < held.until) return held.answer;
      entries.delete(key);
      const oldest = entries.keys().next();
      if (entries.size >= maxEntries && oldest.done !== true) entries.delete(oldest.value);
      const entry: Entry<T> = { answer: load(), until: Number.POSITIVE_INFINITY };
      entries.set(key, entry);
      void entry.answer.then(() => {
        entry.until = now() + ttlMs;
      });
      return entry.answer;
    },
  };
}
