/** How a page that nobody looks after gets going again: by another one, and only when there is one to be had. */
import { backOffMs } from './back-off.ts';

/** Longer than a proxy takes to answer, if it lives. */
const ANSWER_WITHIN_MS = 5000;

let trying = false;

/**
 * Loads the page anew as soon as the proxy answers, however long that takes: a browser that can't reach it would show an error
 * page of its own, and stay there. To ask twice changes nothing.
 */
export function reloadWhenAnswered(failures = 0): void {
  if (trying) return;
  trying = true;
  const answered = async (): Promise<boolean> => {
    try {
      const signal = AbortSignal.timeout(ANSWER_WITHIN_MS);
      return (await fetch('/healthz', { cache: 'no-store', signal })).ok;
    } catch {
      return false;
    }
  };
  void answered().then((alive) => {
    if (alive) return location.reload();
    setTimeout(
      () => {
        trying = false;
        reloadWhenAnswered(failures + 1);
      },
      backOffMs(failures + 1, Math.random()),
    );
  });
}
