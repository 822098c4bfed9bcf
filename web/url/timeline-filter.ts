/** What of the past the timeline shows: `?member=`, `?kind=` and `?q=`. */
import { formatList, parseList } from './lists.ts';

/** What can be known of a time. `answers`: by our own probe. `config`: whatever is set of a member or the cluster. */
export const TIMELINE_KINDS = [
  'status',
  'answers',
  'verdict',
  'leader',
  'members',
  'roles',
  'config',
  'events',
  'operations',
  'warnings',
] as const;
export type TimelineKind = (typeof TIMELINE_KINDS)[number];

/** `member`, `text`: words that must all be found. `kinds`: none means every one. */
export type TimelineFilter = { member: string; text: string; kinds: readonly TimelineKind[] };

export function parseTimelineFilter(params: URLSearchParams): TimelineFilter {
  const kinds = parseList(params.get('kind') ?? '');
  return {
    member: params.get('member') ?? '',
    text: params.get('q') ?? '',
    kinds: TIMELINE_KINDS.filter((kind) => kinds.includes(kind)),
  };
}

export function withTimelineFilter(
  params: URLSearchParams,
  { member, text, kinds }: TimelineFilter,
): URLSearchParams {
  const next = new URLSearchParams(params);
  const parts = { member, q: text, kind: formatList(kinds) };
  for (const [name, value] of Object.entries(parts)) {
    if (value === '') next.delete(name);
    else next.set(name, value);
  }
  return next;
}

export const wants = ({ kinds }: TimelineFilter, kind: TimelineKind): boolean =>
  kinds.length === 0 || kinds.includes(kind);

/** Takes a kind out of what is shown, or puts it back. With the last one out, all are back. */
export function toggleKind(filter: TimelineFilter, kind: TimelineKind): TimelineFilter {
  const kinds = TIMELINE_KINDS.filter((known) => wants(filter, known) !== (known === kind));
  return { ...filter, kinds: kinds.length === TIMELINE_KINDS.length ? [] : kinds };
}
