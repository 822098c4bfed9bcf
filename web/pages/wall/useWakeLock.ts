import { useEffect } from 'react';

/** After a refusal, as while the battery is low. */
const AGAIN_AFTER_MS = 60_000;

/**
 * Keeps the screen from being turned off. The browser takes the lock back whenever it likes, and always when the page is
 * hidden; it is asked for again then. Browsers give none over plain HTTP but on localhost (Screen Wake Lock API).
 */
export function useWakeLock(): void {
  useEffect(() => {
    if (!('wakeLock' in navigator)) return undefined;
    let held: WakeLockSentinel | null = null;
    let asking = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ended = new AbortController();

    const ask = async (): Promise<void> => {
      clearTimeout(timer);
      if (asking || held !== null || ended.signal.aborted || document.visibilityState !== 'visible') return;
      asking = true;
      try {
        const lock = await navigator.wakeLock.request('screen');
        if (ended.signal.aborted) return void lock.release();
        held = lock;
        lock.addEventListener('release', () => {
          held = null;
          void ask();
        });
      } catch {
        timer = setTimeout(() => void ask(), AGAIN_AFTER_MS);
      } finally {
        asking = false;
      }
    };

    void ask();
    document.addEventListener('visibilitychange', () => void ask(), { signal: ended.signal });
    return () => {
      ended.abort();
      clearTimeout(timer);
      void held?.release();
    };
  }, []);
}
