/** Addresses of what was recorded, which the first page does not need. */
import { formatRfc3339 } from '../lib/rfc3339.ts';
import { apiPaths } from './paths.ts';

const segment = encodeURIComponent;

/** `toMs` null: up to now. Times are ms UTC. */
export type TimeRange = { fromMs: number; toMs: number | null };

const rangeQuery = ({ fromMs, toMs }: TimeRange): string =>
  `from=${formatRfc3339(fromMs)}${toMs === null ? '' : `&to=${formatRfc3339(toMs)}`}`;

const pageQuery = (range: TimeRange, limit: number, cursor: string | null): string =>
  `${rangeQuery(range)}&limit=${limit}${cursor === null ? '' : `&cursor=${segment(cursor)}`}`;

/** Addresses of the proxy. */
export const historyApiPaths = {
  /** Of all members, or of one; over the last day, or a range of time. */
  trails: (cluster: string, member?: string, range?: TimeRange): string => {
    const asked = [
      ...(member === undefined ? [] : [`member=${segment(member)}`]),
      ...(range === undefined ? [] : [rangeQuery(range)]),
    ];
    return `${apiPaths.cluster(cluster)}/trails${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
  },
  /** A page of a list; the first without a cursor. */
  changes: (cluster: string, range: TimeRange, limit: number, cursor: string | null): string =>
    `${apiPaths.cluster(cluster)}/changes?${pageQuery(range, limit, cursor)}`,
  events: (cluster: string, range: TimeRange, limit: number, cursor: string | null): string =>
    `${apiPaths.cluster(cluster)}/events?${pageQuery(range, limit, cursor)}`,
};
