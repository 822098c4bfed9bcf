/**
 * What the pages of one member ask for beyond the stream. The stream tells when there is something newer than the live
 * answers, see `outdated.ts`; what nobody looks at is not asked for again.
 */
import { queryOptions } from '@tanstack/react-query';
import { HardwareAnswer, InstancesAnswer, MemberDetail } from '~wire/detail.ts';
import { Series, type SeriesRange, Trails } from '~wire/series.ts';
import type { At } from '../url/at.tsx';
import { memberApiPaths } from '../url/member-paths.ts';
import { historyApiPaths } from '../url/history-paths.ts';
import { get } from './client.ts';
import { keyOf } from './queries.ts';

const FORGET_AFTER_MS = 5 * 60_000;

/** What was outdated while nobody looked is asked for when somebody does again. */
const KEPT_UP = { staleTime: Infinity, gcTime: FORGET_AFTER_MS, refetchOnMount: true } as const;

export const detailQuery = (cluster: string, member: string, at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'cluster', cluster, 'detail', member),
    queryFn: ({ signal }) => get(MemberDetail, memberApiPaths.member(cluster, member, at), signal),
    ...KEPT_UP,
  });

export const hardwareQuery = (cluster: string, member: string, at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'cluster', cluster, 'hardware', member),
    queryFn: ({ signal }) => get(HardwareAnswer, memberApiPaths.hardware(cluster, member, at), signal),
    ...KEPT_UP,
  });

export const instancesQuery = (cluster: string, member: string, at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'cluster', cluster, 'instances', member),
    queryFn: ({ signal }) => get(InstancesAnswer, memberApiPaths.instances(cluster, member, at), signal),
    ...KEPT_UP,
  });

/** Up to the moment. */
export const seriesQuery = (cluster: string, member: string, range: SeriesRange, at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'cluster', cluster, 'series', member, range),
    queryFn: ({ signal }) => get(Series, memberApiPaths.series(cluster, member, range, at), signal),
    ...KEPT_UP,
  });

const DAY_MS = 24 * 3_600_000;

/** Of one member, or of all of them, over the day up to the moment. */
export const trailsQuery = (cluster: string, member?: string, at: At = 'live') =>
  queryOptions({
    queryKey: keyOf(at, 'cluster', cluster, 'trails', member ?? null),
    queryFn: ({ signal }) => {
      const range = at === 'live' ? undefined : { fromMs: at - DAY_MS, toMs: at };
      return get(Trails, historyApiPaths.trails(cluster, member, range), signal);
    },
    ...KEPT_UP,
  });
