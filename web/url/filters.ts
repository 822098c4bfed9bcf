/** Which members the table shows: `?q=` and `?status=`. */
import { formatList, parseList } from './lists.ts';

/**
 * `text`: words that must all be found. `statuses`: any of LXD's status words or of our own (`silent`, `wrong`);
 * none means every member.
 */
export type Filter = { text: string; statuses: readonly string[] };

export const parseFilter = (params: URLSearchParams): Filter => ({
  text: params.get('q') ?? '',
  statuses: parseList(params.get('status') ?? ''),
});

export function withFilter(params: URLSearchParams, { text, statuses }: Filter): URLSearchParams {
  const next = new URLSearchParams(params);
  if (text === '') next.delete('q');
  else next.set('q', text);
  if (statuses.length === 0) next.delete('status');
  else next.set('status', formatList(statuses));
  return next;
}

/** Adds a status to the filter, or takes it out. */
export const toggleStatus = ({ text, statuses }: Filter, status: string): Filter => ({
  text,
  statuses: statuses.includes(status) ? statuses.filter((other) => other !== status) : [...statuses, status],
});
