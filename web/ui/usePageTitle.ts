import { createContext, use, useEffect } from 'react';

/** What comes first in the name of the window, on any page below. */
export const TitleContext = createContext<readonly string[]>([]);

/** Names the window: the parts from the most telling to the least, with the app's own name last. */
export function usePageTitle(...parts: readonly string[]): void {
  const title = [...use(TitleContext), ...parts, 'Rollcall'].join(' · ');
  useEffect(() => {
    document.title = title;
  }, [title]);
}
