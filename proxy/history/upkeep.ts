/** Rolls up what has become old, and deletes what has become too old, a small piece at a time. */
import type { HistoryStore, Retention } from './store.ts';

const EVERY_MS = 60_000;
/** Between two pieces, so that what is to be written and read comes in between. */
const PAUSE_MS = 50;

/** Returns the way to stop. What fails is tried again with the next minute. */
export function startUpkeep(
  store: Pick<HistoryStore, 'upkeep'>,
  retention: Retention,
  now: () => number,
): () => void {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const piece = async (): Promise<void> => {
    const more = await store.upkeep(retention, now());
    schedule(more.ok && more.value ? PAUSE_MS : EVERY_MS);
  };
  const schedule = (ms: number): void => {
    if (!stopped) timer = setTimeout(() => void piece(), ms);
  };
  schedule(EVERY_MS);
  return () => {
    stopped = true;
    clearTimeout(timer);
  };
}
