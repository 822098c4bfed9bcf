/** Addresses of what is known of one member, which the first page does not need. */
import type { SeriesRange } from '~wire/series.ts';
import { type At, withAt } from './at.tsx';
import { apiPaths, atSuffix, suffixOf } from './paths.ts';

const segment = encodeURIComponent;

const memberPath = (cluster: string, member: string): string =>
  `${apiPaths.cluster(cluster)}/members/${segment(member)}`;

const lxdMember = (cluster: string, member: string): string =>
  `/lxd/${segment(cluster)}/1.0/cluster/members/${segment(member)}`;

/** Addresses of the proxy. `at`: of that moment; none: of now. */
export const memberApiPaths = {
  member: (cluster: string, member: string, at: At = 'live'): string =>
    `${memberPath(cluster, member)}${atSuffix(at)}`,
  hardware: (cluster: string, member: string, at: At = 'live'): string =>
    `${memberPath(cluster, member)}/hardware${atSuffix(at)}`,
  instances: (cluster: string, member: string, at: At = 'live'): string =>
    `${memberPath(cluster, member)}/instances${atSuffix(at)}`,
  series: (cluster: string, member: string, range: SeriesRange, at: At = 'live'): string =>
    `${memberPath(cluster, member)}/series${suffixOf(withAt(new URLSearchParams({ range }), at))}`,
  /** In the cluster's own words, as the proxy forwards them. */
  lxdMember,
  lxdState: (cluster: string, member: string): string => `${lxdMember(cluster, member)}/state`,
  lxdResources: (cluster: string, member: string): string =>
    `/lxd/${segment(cluster)}/1.0/resources?target=${segment(member)}`,
};
