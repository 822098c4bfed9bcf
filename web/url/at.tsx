/** Which moment the viewer looks at: `?at=2026-11-20T03:12:07Z`, kept by every link; none: the present. */
import { type ReactNode, createContext, use } from 'react';
import { useLocation } from 'react-router';
import { formatRfc3339, parseRfc3339 } from '../lib/rfc3339.ts';

/** A moment is in ms since 1970 UTC. */
export type At = 'live' | number;

/** Anything that is no moment is the present. */
export const parseAt = (params: URLSearchParams): At => parseRfc3339(params.get('at')) ?? 'live';

/** What the address asks for that is no moment; null: nothing of the kind. */
export function senselessAt(params: URLSearchParams): string | null {
  const text = params.get('at');
  return parseRfc3339(text) === null ? text : null;
}

/** `params` with this moment instead of theirs; the present leaves no trace. */
export function withAt(params: URLSearchParams, at: At): URLSearchParams {
  const next = new URLSearchParams(params);
  if (at === 'live') next.delete('at');
  else next.set('at', formatRfc3339(at));
  return next;
}

/** Pages without this around them are always of the present. */
const AtContext = createContext<At>('live');

export function AtProvider({ children }: { children: ReactNode }) {
  const { search } = useLocation();
  return <AtContext value={parseAt(new URLSearchParams(search))}>{children}</AtContext>;
}

export const useAt = (): At => use(AtContext);
