import type { ProxyClock } from '../lib/clock.ts';
import type { Live } from './live.ts';

/**
 * Lets the stream be looked at each second, and whenever the machine or the page may have been away: timers are late
 * in a hidden page and stand still in a sleeping machine.
 */
export function watchBrowser(live: Live, clock: ProxyClock): void {
  const look = (): void => {
    clock.tick();
    live.check();
  };
  clock.subscribe(live.check);
  document.addEventListener('visibilitychange', look);
  window.addEventListener('pageshow', look);
  window.addEventListener('focus', look);
  window.addEventListener('online', () => {
    look();
    live.retry();
  });
}
