/** Every address of the app and of the proxy's API is built here. */
import { useMemo } from 'react';
import type { SeriesRange } from '~wire/series.ts';
import { formatRfc3339 } from '../lib/rfc3339.ts';
import { type At, useAt, withAt } from './at.tsx';
import { type Display, useDisplay, withDisplay } from './display.tsx';

const segment = encodeURIComponent;

const suffixOf = (params: URLSearchParams): string => (params.size === 0 ? '' : `?${params.toString()}`);

const atSuffix = (at: At): string => suffixOf(withAt(new URLSearchParams(), at));

/** `toMs` null: up to now. Times are ms UTC. */
export type TimeRange = { fromMs: number; toMs: number | null };

const rangeQuery = ({ fromMs, toMs }: TimeRange): string =>
  `from=${formatRfc3339(fromMs)}${toMs === null ? '' : `&to=${formatRfc3339(toMs)}`}`;

const pageQuery = (range: TimeRange, limit: number, cursor: string | null): string =>
  `${rangeQuery(range)}&limit=${limit}${cursor === null ? '' : `&cursor=${segment(cursor)}`}`;

/** Addresses of the proxy. `at`: of that moment; none: of now. */
export const apiPaths = {
  clusters: (at: At = 'live'): string => `/api/clusters${atSuffix(at)}`,
  cluster: (cluster: string, at: At = 'live'): string => `/api/clusters/${segment(cluster)}${atSuffix(at)}`,
  member: (cluster: string, member: string, at: At = 'live'): string =>
    `/api/clusters/${segment(cluster)}/members/${segment(member)}${atSuffix(at)}`,
  hardware: (cluster: string, member: string, at: At = 'live'): string =>
    `${apiPaths.member(cluster, member)}/hardware${atSuffix(at)}`,
  instances: (cluster: string, member: string, at: At = 'live'): string =>
    `${apiPaths.member(cluster, member)}/instances${atSuffix(at)}`,
  series: (cluster: string, member: string, range: SeriesRange, at: At = 'live'): string =>
    `${apiPaths.member(cluster, member)}/series${suffixOf(withAt(new URLSearchParams({ range }), at))}`,
  /** Of all members, or of one; over the last day, or a range of time. */
  trails: (cluster: string, member?: string, range?: TimeRange): string => {
    const asked = [
      ...(member === undefined ? [] : [`member=${segment(member)}`]),
      ...(range === undefined ? [] : [rangeQuery(range)]),
    ];
    return `${apiPaths.cluster(cluster)}/trails${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
  },
  /** Of all members, of a range of time. */
  trailsOf: (cluster: string, range: TimeRange): string =>
    `${apiPaths.cluster(cluster)}/trails?${rangeQuery(range)}`,
  /** A page of a list; the first without a cursor. */
  changes: (cluster: string, range: TimeRange, limit: number, cursor: string | null): string =>
    `${apiPaths.cluster(cluster)}/changes?${pageQuery(range, limit, cursor)}`,
  events: (cluster: string, range: TimeRange, limit: number, cursor: string | null): string =>
    `${apiPaths.cluster(cluster)}/events?${pageQuery(range, limit, cursor)}`,
  stream: (clusters: readonly string[]): string => {
    const query = clusters.map((cluster) => `cluster=${segment(cluster)}`).join('&');
    return query === '' ? '/api/stream' : `/api/stream?${query}`;
  },
  /** A member in the cluster's own words, as the proxy forwards them. */
  lxdMember: (cluster: string, member: string): string =>
    `/lxd/${segment(cluster)}/1.0/cluster/members/${segment(member)}`,
  lxdState: (cluster: string, member: string): string => `${apiPaths.lxdMember(cluster, member)}/state`,
  lxdResources: (cluster: string, member: string): string =>
    `/lxd/${segment(cluster)}/1.0/resources?target=${segment(member)}`,
};

/** The parts of a member's page. The first is at the member's own address. */
export const MEMBER_TABS = ['overview', 'hardware', 'instances', 'storage', 'events', 'raw'] as const;
export type MemberTab = (typeof MEMBER_TABS)[number];

/** The tab of a member's page at a path of the app; the first where it names none. */
export function memberTabOf(pathname: string): MemberTab {
  const place = pathname.split('/')[5];
  return MEMBER_TABS.find((tab) => tab === place) ?? 'overview';
}

/** Pages, as links that keep the viewer's display, and all but the wall the moment, too. */
export type PagePaths = {
  home: string;
  cluster(cluster: string): string;
  /** Without a tab: the first. */
  member(cluster: string, member: string, tab?: MemberTab): string;
  timeline(cluster: string): string;
  /** Without a cluster: all of them. */
  wall(cluster?: string): string;
};

export function pagePaths(display: Display, at: At = 'live'): PagePaths {
  const kept = withDisplay(new URLSearchParams(), display);
  const wallSuffix = suffixOf(kept);
  const suffix = suffixOf(withAt(kept, at));
  return {
    home: `/${suffix}`,
    cluster: (cluster) => `/clusters/${segment(cluster)}${suffix}`,
    member: (cluster, member, tab = 'overview') => {
      const place = tab === 'overview' ? '' : `/${tab}`;
      return `/clusters/${segment(cluster)}/members/${segment(member)}${place}${suffix}`;
    },
    timeline: (cluster) => `/clusters/${segment(cluster)}/timeline${suffix}`,
    wall: (cluster) => `/wall${cluster === undefined ? '' : `/${segment(cluster)}`}${wallSuffix}`,
  };
}

export function usePaths(): PagePaths {
  const display = useDisplay();
  const at = useAt();
  return useMemo(() => pagePaths(display, at), [display, at]);
}
