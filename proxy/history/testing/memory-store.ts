/** A store in plain arrays: what a store has to do, in the simplest way, for tests that are about something else. */
import { type Result, err, ok } from '../../result.ts';
import type { RecordedChange } from '../../wire/change.ts';
import type { Occurrence } from '../../wire/occurrence.ts';
import type { Batch, Fact, HistoryStore, Last, ListQuery, Page, Sample, StoreFailure } from '../store.ts';

export type MemoryStore = HistoryStore & {
  /** All writing fails with this from now on; null: it goes well again. */
  fail(failure: StoreFailure | null): void;
  /** As when its file was taken away: nothing is left. */
  forget(): void;
  /** The facts of a cluster in the order of writing. */
  facts(cluster: string): readonly Fact[];
};

type Kept = {
  facts: Fact[];
  changes: RecordedChange[];
  occurrences: Occurrence[];
  samples: Sample[];
  last: Last | null;
  written: Map<string, number>;
};

export function openMemory(): MemoryStore {
  const clusters = new Map<string, Kept>();
  let failure: StoreFailure | null = null;
  let occurrenceId = 0;
  const of = (cluster: string): Kept => {
    const kept = clusters.get(cluster) ?? {
      facts: [],
      changes: [],
      occurrences: [],
      samples: [],
      last: null,
      written: new Map(),
    };
    clusters.set(cluster, kept);
    return kept;
  };

  const write = (batch: Batch): Result<void, StoreFailure> => {
    if (failure !== null) return err(failure);
    const kept = of(batch.cluster);
    if (batch.seq > 1 && !kept.written.has(batch.run))
      return err({ kind: 'forgotten', message: 'nothing is left' });
    if (batch.seq <= (kept.written.get(batch.run) ?? 0)) return ok(undefined);
    kept.written.set(batch.run, batch.seq);
    // As a disk would keep them, so that a test sees what does not survive it.
    kept.facts.push(...structuredClone(batch.facts));
    kept.changes.push(...structuredClone(batch.changes));
    for (const occurrence of batch.occurrences) {
      occurrenceId += 1;
      kept.occurrences.push({ ...structuredClone(occurrence), id: occurrenceId });
    }
    kept.samples.push(...batch.samples);
    const firstMs = Math.min(kept.last?.firstMs ?? batch.atMs, ...batch.facts.map(({ fromMs }) => fromMs));
    kept.last = { firstMs, atMs: batch.atMs };
    return ok(undefined);
  };
  /** Those of these kinds that hold at a moment, null ones too. */
  const holding = (cluster: string, kinds: readonly string[], atMs: number): Fact[] => {
    const found = new Map<string, Fact>();
    for (const fact of of(cluster).facts) {
      if (!kinds.includes(fact.kind) || fact.fromMs > atMs) continue;
      const key = JSON.stringify([fact.kind, fact.name]);
      if (fact.fromMs >= (found.get(key)?.fromMs ?? 0)) found.set(key, fact);
    }
    return [...found.values()];
  };
  const stored = async <T>(value: T): Promise<Result<T, StoreFailure>> =>
    failure === null ? ok(value) : err(failure);
  const missing = async <T>(): Promise<Result<T, StoreFailure>> =>
    err({ kind: 'not-found', message: 'kept in no memory' });

  return {
    forget() {
      clusters.clear();
    },
    fail(next) {
      failure = next;
    },
    facts: (cluster) => of(cluster).facts,
    write: async (batch) => write(batch),
    last: (cluster) => stored(of(cluster).last),
    lastChangeId: () =>
      stored(Math.max(0, ...[...clusters.values()].flatMap(({ changes }) => changes.map(({ id }) => id)))),
    at: (cluster, kinds, atMs) => stored(holding(cluster, kinds, atMs).filter(({ value }) => value !== null)),
    over: (cluster, kinds, fromMs, toMs) =>
      stored(
        [
          ...holding(cluster, kinds, fromMs).filter(({ value }) => value !== null),
          ...of(cluster).facts.filter(
            (fact) => kinds.includes(fact.kind) && fact.fromMs > fromMs && fact.fromMs < toMs,
          ),
        ].toSorted((a, b) => compare(a.kind, b.kind) || compare(a.name, b.name) || a.fromMs - b.fromMs),
      ),
    changes: (query) =>
      stored(
        page(
          of(query.cluster).changes.filter(({ kind }) => query.kinds?.includes(kind) ?? true),
          query,
        ),
      ),
    occurrences: (query) =>
      stored(
        page(
          of(query.cluster).occurrences.filter(({ kind }) => query.kinds?.includes(kind) ?? true),
          query,
        ),
      ),
    operationsUnderWay: (cluster, atMs) =>
      stored(
        of(cluster).occurrences.filter(
          (each) =>
            each.kind === 'operation' &&
            each.atMs > atMs &&
            each.operation.createdAtMs !== null &&
            each.operation.createdAtMs <= atMs,
        ),
      ),
    samples: ({ cluster, members, metrics, fromMs, toMs, stepMs }) =>
      stored(
        rolledUp(
          of(cluster).samples.filter(
            ({ member, metric, atMs }) =>
              atMs >= fromMs &&
              atMs < toMs &&
              (members?.includes(member) ?? true) &&
              (metrics?.includes(metric) ?? true),
          ),
          stepMs,
        ),
      ),
    samplesAt: (cluster, atMs, withinMs, wanted) => {
      const found = new Map<string, Sample>();
      for (const sample of of(cluster).samples) {
        if (sample.atMs > atMs || sample.atMs < atMs - withinMs) continue;
        if (wanted === undefined || sample.member === wanted)
          found.set(JSON.stringify([sample.member, sample.metric]), sample);
      }
      return stored([...found.values()]);
    },
    notes: () => stored([]),
    addNote: missing,
    reviseNote: missing,
    revisions: missing,
    audit: () => stored({ items: [], next: null }),
    addAudit: missing,
    addEnding: missing,
    endings: () => stored([]),
    displays: () => stored([]),
    putDisplay: missing,
    upkeep: () => stored(false),
    size: () => stored({ bytes: 0, rows: {}, clusters: [] }),
    backup: missing,
    close: async () => {},
  };
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function page<T extends { atMs: number; member: string | null }>(
  rows: readonly T[],
  query: ListQuery,
): Page<T> {
  const { fromMs, toMs, member, limit } = query;
  const items = rows.filter(
    (row) => row.atMs >= fromMs && row.atMs < toMs && (member === undefined || row.member === member),
  );
  return { items: items.toReversed().slice(0, limit), next: null };
}

function rolledUp(samples: readonly Sample[], stepMs: number): Sample[] {
  const rows = new Map<string, Sample>();
  for (const sample of samples) {
    const atMs = Math.floor(sample.atMs / stepMs) * stepMs;
    const key = JSON.stringify([sample.member, sample.metric, atMs]);
    const row = rows.get(key);
    rows.set(
      key,
      row === undefined
        ? { ...sample, atMs }
        : {
            ...row,
            count: row.count + sample.count,
            sum: row.sum + sample.sum,
            min: Math.min(row.min, sample.min),
            max: Math.max(row.max, sample.max),
          },
    );
  }
  return [...rows.values()].toSorted(
    (a, b) => compare(a.member, b.member) || compare(a.metric, b.metric) || a.atMs - b.atMs,
  );
}
