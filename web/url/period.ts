/** Which stretch of time the timeline shows: `?range=`, or `?from=` and `?to=`. */
import { useSearchParams } from 'react-router';

/** The last of it, up to now. */
export const RANGES = ['15m', '1h', '6h', 'all'] as const;
export type Range = (typeof RANGES)[number];

/** `last` moves on with the time; `between` stays, and means the same to everybody who is sent its address. */
export type Period = { kind: 'last'; range: Range } | { kind: 'between'; fromMs: number; toMs: number };

const DEFAULT_RANGE: Range = '1h';

/** A moment with its zone (RFC 3339). In an address a `+` reads as a space. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+ -]\d\d:\d\d)$/;

function parseInstant(text: string | null): number | null {
  if (text === null || !INSTANT.test(text)) return null;
  const atMs = Date.parse(text.replace(' ', '+'));
  return Number.isNaN(atMs) ? null : atMs;
}

/** Anything that makes no sense is the default. */
export function parsePeriod(params: URLSearchParams): Period {
  const fromMs = parseInstant(params.get('from'));
  const toMs = parseInstant(params.get('to'));
  if (fromMs !== null && toMs !== null && fromMs < toMs) return { kind: 'between', fromMs, toMs };
  const range = params.get('range');
  return { kind: 'last', range: RANGES.find((known) => known === range) ?? DEFAULT_RANGE };
}

/** `params` with this period instead of theirs; the default leaves no trace. */
export function withPeriod(params: URLSearchParams, period: Period): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const name of ['range', 'from', 'to']) next.delete(name);
  if (period.kind === 'between') {
    next.set('from', new Date(period.fromMs).toISOString());
    next.set('to', new Date(period.toMs).toISOString());
  } else if (period.range !== DEFAULT_RANGE) {
    next.set('range', period.range);
  }
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
  form: TimelineForm;
  lanes: LaneChoice;
  setPeriod(period: Period): void;
  setForm(form: TimelineForm): void;
  setLanes(lanes: LaneChoice): void;
};

export function useTimelineView(): TimelineView {
  const [params, setParams] = useSearchParams();
  // Steps of one view are no places to go back to.
  const set = (next: URLSearchParams): void => setParams(next, { replace: true, preventScrollReset: true });
  return {
    period: parsePeriod(params),
    form: parseForm(params),
    lanes: parseLanes(params),
    setPeriod: (period) => set(withPeriod(params, period)),
    setForm: (form) => set(withForm(params, form)),
    setLanes: (lanes) => set(withLanes(params, lanes)),
  };
}
