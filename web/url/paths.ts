/** Every address of the app and of the proxy's API is built here. */
import { useMemo } from 'react';
import { type Display, useDisplay, withDisplay } from './display.tsx';

const segment = encodeURIComponent;

/** Addresses of the proxy. */
export const apiPaths = {
  clusters: (): string => '/api/clusters',
  cluster: (cluster: string): string => `/api/clusters/${segment(cluster)}`,
  stream: (clusters: readonly string[]): string => {
    const query = clusters.map((cluster) => `cluster=${segment(cluster)}`).join('&');
    return query === '' ? '/api/stream' : `/api/stream?${query}`;
  },
  /** A member in the cluster's own words, as the proxy forwards them. */
  lxdMember: (cluster: string, member: string): string =>
    `/lxd/${segment(cluster)}/1.0/cluster/members/${segment(member)}`,
};

/** Pages, as links that keep the viewer's display. */
export type PagePaths = {
  home: string;
  cluster(cluster: string): string;
  member(cluster: string, member: string): string;
};

export function pagePaths(display: Display): PagePaths {
  const query = withDisplay(new URLSearchParams(), display).toString();
  const suffix = query === '' ? '' : `?${query}`;
  return {
    home: `/${suffix}`,
    cluster: (cluster) => `/clusters/${segment(cluster)}${suffix}`,
    member: (cluster, member) => `/clusters/${segment(cluster)}/members/${segment(member)}${suffix}`,
  };
}

export function usePaths(): PagePaths {
  const display = useDisplay();
  return useMemo(() => pagePaths(display), [display]);
}
