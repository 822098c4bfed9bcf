import { type QueryKey, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import type { RecordedChange } from '~wire/change.ts';
import type { ClusterView } from '~wire/delta.ts';
import type { Occurrence } from '~wire/occurrence.ts';
import type { Trails } from '~wire/series.ts';
import {
  type AskedRange,
  type Listed,
  rangeChangesQuery,
  rangeEventsQuery,
  rangeTrailsQuery,
} from '../../api/history-queries.ts';
import type { Asked } from './asked.ts';
import type { Told } from './moments.ts';
import { joinedTrails } from './review/joined-trails.ts';
import { type Known, knownOf } from './trails.ts';

/**
 * What was recorded of a stretch of time. `cutAtMs`: of what happened before there is not all, as it was too much; null: it is
 * all there. `pending`: not all of it has come. `failure`: why some of it is not to be had.
 */
export type Recorded = {
  trails: Trails | null;
  known: Known | null;
  told: Told;
  cutAtMs: number | null;
  pending: boolean;
  failure: Error | null;
};

/** Reads the record, and keeps what was there while another stretch of it is on its way. */
export function useRecord(
  cluster: string,
  { over, tail }: Asked,
  view: ClusterView,
  nowMs: number,
): Recorded {
  const grown = useSeldom(tailOf(view), nowMs);
  const older = usePart(cluster, over && { ...over, tail: null });
  const newer = usePart(cluster, tail && { ...tail, toMs: null, tail: grown });
  const trails = useMemo(() => joinedTrails([older.trails, newer.trails], 0), [older.trails, newer.trails]);
  const live = newer.trails !== undefined;
  const known = useMemo(() => trails && knownOf(trails, live), [trails, live]);
  const { changes, events } = view;
  const { operations, warnings } = view.snapshot;
  const reachesNow = tail !== null;
  const told = useMemo(
    (): Told => ({
      changes: [...(newer.changes?.items ?? []), ...(older.changes?.items ?? [])],
      occurrences: [...(newer.events?.items ?? []), ...(older.events?.items ?? [])],
      present: reachesNow ? { changes, events, operations, warnings } : null,
    }),
    [
      older.changes,
      older.events,
      newer.changes,
      newer.events,
      reachesNow,
      changes,
      events,
      operations,
      warnings,
    ],
  );
  const cuts = [cutOf(older.changes, newer.changes), cutOf(older.events, newer.events)].filter(
    (cut) => cut !== null,
  );
  return {
    trails,
    known,
    told,
    cutAtMs: cuts.length === 0 ? null : Math.max(...cuts),
    pending: older.pending || newer.pending,
    failure: older.failure ?? newer.failure,
  };
}

type Part = {
  trails: Trails | undefined;
  changes: Listed<RecordedChange> | undefined;
  events: Listed<Occurrence> | undefined;
  pending: boolean;
  failure: Error | null;
};

const NOWHERE: AskedRange = { fromMs: 0, toMs: 0, tail: null };

/** Null: nothing of it is wanted. */
function usePart(cluster: string, asked: AskedRange | null): Part {
  const enabled = asked !== null;
  const range = asked ?? NOWHERE;
  /** What was there stays until the next is, unless it is another cluster's. */
  const keep = <T>(was: T | undefined, query?: { queryKey: QueryKey }): T | undefined =>
    query?.queryKey[1] === cluster ? was : undefined;
  const trails = useQuery({ ...rangeTrailsQuery(cluster, range), enabled, placeholderData: keep });
  const changes = useQuery({ ...rangeChangesQuery(cluster, range), enabled, placeholderData: keep });
  const events = useQuery({ ...rangeEventsQuery(cluster, range), enabled, placeholderData: keep });
  const answers = [trails, changes, events];
  if (!enabled) {
    return { trails: undefined, changes: undefined, events: undefined, pending: false, failure: null };
  }
  return {
    trails: trails.data,
    changes: changes.data,
    events: events.data,
    pending: answers.some(({ isPending, isPlaceholderData }) => isPending || isPlaceholderData),
    failure: answers.find(({ error }) => error !== null)?.error ?? null,
  };
}

/** Where the newer was cut short, the older does not follow it. */
const cutOf = (older: Listed<unknown> | undefined, newer: Listed<unknown> | undefined): number | null =>
  newer?.cutAtMs ?? older?.cutAtMs ?? null;

/** So seldom is asked again for what still grows, however much happens; what comes in between is on the stream. */
const AGAIN_MS = 10_000;

/** By what it is told that there is more to be asked for than a moment ago. */
function tailOf({ changes, events, snapshot }: ClusterView): string {
  const operations = snapshot.operations.map(({ id, status_code: code }) => `${id} ${code}`);
  const warnings = snapshot.warnings.map(({ uuid }) => uuid);
  return JSON.stringify([changes[0]?.id, events[0]?.id, operations, warnings]);
}

/** A value that changes all the time, taken anew only when some time has passed since it was last. */
function useSeldom(value: string, nowMs: number): string {
  const [taken, take] = useState({ value, atMs: nowMs });
  if (taken.value === value || nowMs - taken.atMs < AGAIN_MS) return taken.value;
  take({ value, atMs: nowMs });
  return value;
}
