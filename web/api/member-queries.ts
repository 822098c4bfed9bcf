/**
 * What the pages of one member ask for beyond the stream. The stream tells when there is something newer, see
 * `outdated.ts`; what nobody looks at is not asked for again.
 */
import { queryOptions } from '@tanstack/react-query';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '~wire/detail.ts';
import { Series, type SeriesRange, Trails } from '~wire/series.ts';
import { apiPaths } from '../url/paths.ts';
import { get } from './client.ts';

const FORGET_AFTER_MS = 5 * 60_000;

/** What was outdated while nobody looked is asked for when somebody does again. */
const KEPT_UP = { staleTime: Infinity, gcTime: FORGET_AFTER_MS, refetchOnMount: true } as const;

export const detailQuery = (cluster: string, member: string) =>
  queryOptions({
    queryKey: ['cluster', cluster, 'detail', member],
    queryFn: ({ signal }) => get(MemberDetail, apiPaths.member(cluster, member), signal),
    ...KEPT_UP,
  });

export const hardwareQuery = (cluster: string, member: string) =>
  queryOptions({
    queryKey: ['cluster', cluster, 'hardware', member],
    queryFn: ({ signal }) => get(HardwareAnswer, apiPaths.hardware(cluster, member), signal),
    ...KEPT_UP,
  });

export const instancesQuery = (cluster: string, member: string) =>
  queryOptions({
    queryKey: ['cluster', cluster, 'instances', member],
    queryFn: ({ signal }) => get(InstancesAnswer, apiPaths.instances(cluster, member), signal),
    ...KEPT_UP,
  });

export const seriesQuery = (cluster: string, member: string, range: SeriesRange) =>
  queryOptions({
    queryKey: ['cluster', cluster, 'series', member, range],
    queryFn: ({ signal }) => get(Series, apiPaths.series(cluster, member, range), signal),
    ...KEPT_UP,
  });

/** Of one member, or of all of them. */
export const trailsQuery = (cluster: string, member?: string) =>
  queryOptions({
    queryKey: ['cluster', cluster, 'trails', member ?? null],
    queryFn: ({ signal }) => get(Trails, apiPaths.trails(cluster, member), signal),
    ...KEPT_UP,
  });
