/** Every address of the app and of the proxy's API is built here. */
import { useMemo } from 'react';
import type { SeriesRange } from '~wire/series.ts';
import { type Display, useDisplay, withDisplay } from './display.tsx';

const segment = encodeURIComponent;

/** Addresses of the proxy. */
export const apiPaths = {
  clusters: (): string => '/api/clusters',
  cluster: (cluster: string): string => `/api/clusters/${segment(cluster)}`,
  member: (cluster: string, member: string): string =>
    `/api/clusters/${segment(cluster)}/members/${segment(member)}`,
  hardware: (cluster: string, member: string): string => `${apiPaths.member(cluster, member)}/hardware`,
  instances: (cluster: string, member: string): string => `${apiPaths.member(cluster, member)}/instances`,
  series: (cluster: string, member: string, range: SeriesRange): string =>
    `${apiPaths.member(cluster, member)}/series?range=${range}`,
  /** Of all members, or of one. */
  trails: (cluster: string, member?: string): string =>
    `/api/clusters/${segment(cluster)}/trails${member === undefined ? '' : `?member=${segment(member)}`}`,
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

/** Pages, as links that keep the viewer's display. */
export type PagePaths = {
  home: string;
  cluster(cluster: string): string;
  /** Without a tab: the first. */
  member(cluster: string, member: string, tab?: MemberTab): string;
  timeline(cluster: string): string;
  /** Without a cluster: all of them. */
  wall(cluster?: string): string;
};

export function pagePaths(display: Display): PagePaths {
  const query = withDisplay(new URLSearchParams(), display).toString();
  const suffix = query === '' ? '' : `?${query}`;
  return {
    home: `/${suffix}`,
    cluster: (cluster) => `/clusters/${segment(cluster)}${suffix}`,
    member: (cluster, member, tab = 'overview') => {
      const place = tab === 'overview' ? '' : `/${tab}`;
      return `/clusters/${segment(cluster)}/members/${segment(member)}${place}${suffix}`;
    },
    timeline: (cluster) => `/clusters/${segment(cluster)}/timeline${suffix}`,
    wall: (cluster) => (cluster === undefined ? `/wall${suffix}` : `/wall/${segment(cluster)}${suffix}`),
  };
}

export function usePaths(): PagePaths {
  const display = useDisplay();
  return useMemo(() => pagePaths(display), [display]);
}
