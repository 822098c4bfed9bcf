import { setTimeout as sleep } from 'node:timers/promises';

const PAUSE_MS = 100;

/** Tries again until `attempt` stops throwing, and gives what it returned. After `withinMs` (counted from the first
 *  try; one that is under way is not cut short) it throws the last error, with the time said. */
export async function eventually<T>(
  attempt: () => T | Promise<T>,
  { withinMs }: { withinMs: number },
): Promise<T> {
  const startedAtMs = Date.now();
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      const tookMs = Date.now() - startedAtMs;
      if (tookMs > withinMs)
        throw new Error(`still not so after ${tookMs} ms: ${String(error)}`, { cause: error });
    }
    await sleep(PAUSE_MS);
  }
}
