/**
 * The past as the routes read it: the same shapes as the live answers, of another moment. What comes undefined is not there:
 * no such member then.
 */
import type { Result } from '../result.ts';
import type { ClusterView } from '../wire/delta.ts';
import type { HardwareAnswer, InstancesAnswer, MemberDetail } from '../wire/detail.ts';
import type { Moment } from '../wire/moment.ts';
import type { Series, SeriesRange, Trails } from '../wire/series.ts';
import type { HistoryStore, StoreFailure } from './store.ts';

type Found<T> = Promise<Result<T, StoreFailure>>;

/** Of one cluster. Moments are ms since 1970 UTC, and not in the future. */
export type Past = {
  moment(atMs: number): Found<Moment>;
  /** `seq` is 0; of changes and events the last `MAX_CHANGES` and `MAX_EVENTS` up to the moment. Before the first record: an empty cluster. */
  view(atMs: number): Found<{ view: ClusterView; moment: Moment }>;
  detail(member: string, atMs: number): Found<MemberDetail | undefined>;
  hardware(member: string, atMs: number): Found<HardwareAnswer | undefined>;
  instances(member: string, atMs: number): Found<InstancesAnswer | undefined>;
  /** The range that ends at the moment. */
  series(member: string, range: SeriesRange, atMs: number): Found<Series | undefined>;
  trails(fromMs: number, toMs: number, nowMs: number, member?: string): Found<Trails | undefined>;
};

export type History = {
  store: HistoryStore;
  /** By cluster key; undefined: there is no such cluster. */
  past(cluster: string): Past | undefined;
};
