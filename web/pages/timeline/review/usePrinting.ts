import { useSyncExternalStore } from 'react';

const asPaper = matchMedia('print');
let printing = asPaper.matches;

/**
 * Whether the page is being put on paper. A browser says so right before it does, and by then all has to be in place; one that only
 * pretends, as developer tools do, says so by its media.
 */
function subscribe(listener: () => void): () => void {
  const end = new AbortController();
  const { signal } = end;
  const turn = (now: boolean) => (): void => {
    printing = now;
    listener();
  };
  window.addEventListener('beforeprint', turn(true), { signal });
  window.addEventListener('afterprint', turn(false), { signal });
  asPaper.addEventListener('change', ({ matches }) => turn(matches)(), { signal });
  return () => end.abort();
}

export const usePrinting = (): boolean => useSyncExternalStore(subscribe, () => printing);
