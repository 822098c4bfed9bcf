/** Which stretch of time the timeline shows: `?range=`, or `?from=` and `?to=`; and which of it is chosen: `?sel=`. */
import { useSearchParams } from 'react-router';
import { formatRfc3339, parseRfc3339 } from '../lib/rfc3339.ts';
import { type At, withAt } from './at.tsx';
import { type TimelineFilter, parseTimelineFilter, withTimelineFilter } from './timeline-filter.ts';

/** The last of it, up to now. */
export const RANGES = ['15m', '1h', '6h', '24h', '7d', '30d', 'all'] as const;
export type Range = (typeof RANGES)[number];

/** `last` moves on with the time; `between` stays, and means the same to everybody who is sent its address. */
export type Period = { kind: 'last'; range: Range } | { kind: 'between'; fromMs: number; toMs: number };

const DEFAULT_RANGE: Range = '1h';

/** Anything that makes no sense is the default. */
export function parsePeriod(params: URLSearchParams): Period {
  const fromMs = parseRfc3339(params.get('from'));
  const toMs = parseRfc3339(params.get('to'));
  if (fromMs !== null && toMs !== null && fromMs < toMs) return { kind: 'between', fromMs, toMs };
  const range = params.get('range');
  return { kind: 'last', range: RANGES.find((known) => known === range) ?? DEFAULT_RANGE };
}

/** `params` with this period instead of theirs; the default leaves no trace. */
export function withPeriod(params: URLSearchParams, period: Period): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['range', 'from', 'to']) next.delete(name);
  if (period.kind === 'between') {
    next.set('from', formatRfc3339(period.fromMs));
    next.set('to', formatRfc3339(period.toMs));
  } else if (period.range !== DEFAULT_RANGE) {
    next.set('range', period.range);
  }
  return next;
}

/** A stretch of time that somebody has marked, to have it summed up; null: none is. */
export type Selection = { fromMs: number; toMs: number } | null;

/** Stands between the two ends of a selection, and in no moment. */
const TO = '..';

/** `?sel=2026-11-20T03:10:00Z..2026-11-20T03:20:00Z`; anything else is none. */
export function parseSelection(params: URLSearchParams): Selection {
  const [from = null, to = null, ...rest] = params.get('sel')?.split(TO) ?? [];
  const [fromMs, toMs] = [parseRfc3339(from), parseRfc3339(to)];
  return fromMs === null || toMs === null || fromMs >= toMs || rest.length > 0 ? null : { fromMs, toMs };
}

export function withSelection(params: URLSearchParams, selection: Selection): URLSearchParams {
  const next = new URLSearchParams(params);
  if (selection === null) next.delete('sel');
  else next.set('sel', [selection.fromMs, selection.toMs].map(formatRfc3339).join(TO));
  return next;
}

/** How what is known of the time is shown: `?as=table`; lanes otherwise. */
export const FORMS = ['lanes', 'table'] as const;
export type TimelineForm = (typeof FORMS)[number];

export const parseForm = (params: URLSearchParams): TimelineForm =>
  params.get('as') === 'table' ? 'table' : 'lanes';

export function withForm(params: URLSearchParams, form: TimelineForm): URLSearchParams {
  const next = new URLSearchParams(params);
  if (form === 'lanes') next.delete('as');
  else next.set('as', form);
  return next;
}

/** Which members have a lane: all, or with `?lanes=changed` those of which there is something to see. */
export const LANE_CHOICES = ['all', 'changed'] as const;
export type LaneChoice = (typeof LANE_CHOICES)[number];

export const parseLanes = (params: URLSearchParams): LaneChoice =>
  params.get('lanes') === 'changed' ? 'changed' : 'all';

export function withLanes(params: URLSearchParams, lanes: LaneChoice): URLSearchParams {
  const next = new URLSearchParams(params);
  if (lanes === 'all') next.delete('lanes');
  else next.set('lanes', lanes);
  return next;
}

export type TimelineView = {
  period: Period;
  selection: Selection;
  form: TimelineForm;
  lanes: LaneChoice;
  filter: TimelineFilter;
  setPeriod(period: Period): void;
  setAt(at: At): void;
  setSelection(selection: Selection): void;
  setForm(form: TimelineForm): void;
  setLanes(lanes: LaneChoice): void;
  setFilter(filter: TimelineFilter): void;
};

export function useTimelineView(): TimelineView {
  const [params, setParams] = useSearchParams();
  // Steps of one view are no places to go back to.
  const set = (change: (now: URLSearchParams) => URLSearchParams): void =>
    setParams(change, { replace: true, preventScrollReset: true });
  const filter = parseTimelineFilter(params);
  return {
    period: parsePeriod(params),
    selection: parseSelection(params),
    form: parseForm(params),
    lanes: parseLanes(params),
    filter,
    setPeriod: (period) => set((now) => withPeriod(now, period)),
    setAt: (at) => set((now) => withAt(now, at)),
    setSelection: (selection) => set((now) => withSelection(now, selection)),
    setForm: (form) => set((now) => withForm(now, form)),
    setLanes: (lanes) => set((now) => withLanes(now, lanes)),
    setFilter: (next) => set((now) => withTimelineFilter(now, next)),
  };
}
