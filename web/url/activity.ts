/** Which kinds of activity are shown: `?activity=changes`, `?activity=events`; none: both. */
import { useSearchParams } from 'react-router';

export const ACTIVITY_FILTERS = ['all', 'changes', 'events'] as const;
export type ActivityFilter = (typeof ACTIVITY_FILTERS)[number];

export function parseActivity(params: URLSearchParams): ActivityFilter {
  const kind = params.get('activity');
  return ACTIVITY_FILTERS.find((known) => known === kind) ?? 'all';
}

export function withActivity(params: URLSearchParams, filter: ActivityFilter): URLSearchParams {
  const next = new URLSearchParams(params);
  if (filter === 'all') next.delete('activity');
  else next.set('activity', filter);
  return next;
}

export function useActivityFilter(): [ActivityFilter, (filter: ActivityFilter) => void] {
  const [params, setParams] = useSearchParams();
  return [
    parseActivity(params),
    (filter) => setParams(withActivity(params, filter), { replace: true, preventScrollReset: true }),
  ];
}
