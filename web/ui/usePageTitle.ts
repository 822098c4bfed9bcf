import { createContext, use, useEffect } from 'react';
import { undirected } from '../lib/foreign.ts';

/** What comes first in the name of the window, on any page below; null: what is below has no window of its own. */
export const TitleContext = createContext<readonly string[] | null>([]);

/** Names the window: the parts from the most telling to the least, with the app's own name last. */
export function usePageTitle(...parts: readonly string[]): void {
  const first = use(TitleContext);
  const title = first === null ? null : [...first, ...parts, 'Rollcall'].map(undirected).join(' · ');
  useEffect(() => {
    if (title !== null) document.title = title;
  }, [title]);
}
