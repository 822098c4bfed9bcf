/** The addresses of the app and of the proxy's API that the first page needs; `*-paths.ts` beside it have the others. */
import { useMemo } from 'react';
import { type At, useAt, withAt } from './at.tsx';
import { type Display, useDisplay, withDisplay } from './display.tsx';

const segment = encodeURIComponent;

export const suffixOf = (params: URLSearchParams): string =>
  params.size === 0 ? '' : `?${params.toString()}`;

export const atSuffix = (at: At): string => suffixOf(withAt(new URLSearchParams(), at));

/** Addresses of the proxy. `at`: of that moment; none: of now. */
export const apiPaths = {
  clusters: (at: At = 'live'): string => `/api/clusters${atSuffix(at)}`,
  cluster: (cluster: string, at: At = 'live'): string => `/api/clusters/${segment(cluster)}${atSuffix(at)}`,
  stream: (clusters: readonly string[]): string => {
    const query = clusters.map((cluster) => `cluster=${segment(cluster)}`).join('&');
    return query === '' ? '/api/stream' : `/api/stream?${query}`;
  },
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
  /** Where the link to a wall is made. */
  wallHelp: string;
  /** Where a cluster is enrolled while none is configured. */
  enrol: string;
  /** How Rollcall is set up. */
  settings: string;
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
    wallHelp: `/help/wall${wallSuffix}`,
    enrol: `/enrol${wallSuffix}`,
    settings: `/settings${wallSuffix}`,
  };
}

export function usePaths(): PagePaths {
  const display = useDisplay();
  const at = useAt();
  return useMemo(() => pagePaths(display, at), [display, at]);
}
