/** Which two moments are compared: `?from=2026-11-20T03:10:00Z&to=2026-11-20T03:20:00Z`, or `&to=now`. */
import { useSearchParams } from 'react-router';
import { formatRfc3339, parseRfc3339 } from '../lib/rfc3339.ts';
import type { At } from './at.tsx';

/** In the order of time. `before` null: the address names none. */
export type Compared = { before: number | null; after: At };

/** What is no moment is the present, but for the first, which cannot be guessed. */
export function parseCompared(params: URLSearchParams): Compared {
  const from = parseRfc3339(params.get('from'));
  const to = parseRfc3339(params.get('to'));
  if (from === null) return { before: to, after: 'live' };
  if (to === null) return { before: from, after: 'live' };
  return { before: Math.min(from, to), after: Math.max(from, to) };
}

export function withCompared(params: URLSearchParams, { before, after }: Compared): URLSearchParams {
  const next = new URLSearchParams(params);
  if (before === null) next.delete('from');
  else next.set('from', formatRfc3339(before));
  next.set('to', after === 'live' ? 'now' : formatRfc3339(after));
  return next;
}

export function useCompared(): [Compared, (compared: Compared) => void] {
  const [params, setParams] = useSearchParams();
  return [
    parseCompared(params),
    (compared) => setParams((now) => withCompared(now, compared), { preventScrollReset: true }),
  ];
}
