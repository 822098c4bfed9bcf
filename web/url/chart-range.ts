/** How far back the charts of a member go: `?range=24h`; none: one hour. */
import { useSearchParams } from 'react-router';
import type { SeriesRange } from '~wire/series.ts';

/** As they stand in the URL and on the page. */
export const CHART_RANGE_WORDS: Readonly<Record<SeriesRange, string>> = {
  hour: '1h',
  day: '24h',
  week: '7d',
  month: '30d',
};
export const CHART_RANGES: readonly SeriesRange[] = ['hour', 'day', 'week', 'month'];

/** Anything that is not a known range is one hour. */
export const parseChartRange = (params: URLSearchParams): SeriesRange =>
  CHART_RANGES.find((range) => CHART_RANGE_WORDS[range] === params.get('range')) ?? 'hour';

export function withChartRange(params: URLSearchParams, range: SeriesRange): URLSearchParams {
  const next = new URLSearchParams(params);
  if (range === 'hour') next.delete('range');
  else next.set('range', CHART_RANGE_WORDS[range]);
  return next;
}

export function useChartRange(): SeriesRange {
  const [params] = useSearchParams();
  return parseChartRange(params);
}
