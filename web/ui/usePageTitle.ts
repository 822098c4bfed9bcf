import { useEffect } from 'react';

/** Names the window: the parts from the most telling to the least, with the app's own name last. */
export function usePageTitle(...parts: readonly string[]): void {
  const title = [...parts, 'Rollcall'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
