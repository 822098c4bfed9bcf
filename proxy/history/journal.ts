/** What is to be written, in batches, one after the other, for as long as it takes. Holds a bounded part of it while writing fails. */
import type { RecordedChange } from '../wire/change.ts';
import type { Batch, Fact, HistoryStore, NewOccurrence, Sample, StoreFailure } from './store.ts';

/** What comes this close together is written together. */
const GATHER_MS = 200;
/** While nothing happens, this often it is written that nothing did. */
const HEARTBEAT_MS = 10_000;
const RETRY_MS = 2000;
/** A write that takes this long is as good as one that failed: nobody knows whether it will end. */
const HANGS_AFTER_MS = 10_000;
/** What is held while writing fails. Samples go first: a gap in a curve is seen to be one. */
const MAX_HELD = 50_000;
const MAX_HELD_SAMPLES = 50_000;

export type Entries = {
  facts: Fact[];
  changes: RecordedChange[];
  occurrences: NewOccurrence[];
  samples: Sample[];
};

export type JournalDeps = {
  store: Pick<HistoryStore, 'write'>;
  cluster: string;
  run: string;
  /** A batch was written that vouches for everything up to then. */
  onWritten(atMs: number): void;
  onFailure(failure: StoreFailure): void;
  /** What was held is gone, for there was too much of it or the store is another one: it has to be read to know what it holds. */
  onOverflow(): void;
};

export type Journal = {
  /** Everything up to `atMs` was seen, and this is what came of it. */
  add(atMs: number, entries: Partial<Entries>): void;
  /** Resolves once all has been written, or writing has failed. */
  flush(): Promise<void>;
  /** Whether a write is under way, of which it is not known yet how it ends. */
  busy(): boolean;
  stop(): void;
};

const nothing = (): Entries => ({ facts: [], changes: [], occurrences: [], samples: [] });

const joined = <T>(list: T[], more: readonly T[] | undefined): T[] =>
  more === undefined || more.length === 0 ? list : [...list, ...more];

export const HANGING: StoreFailure = { kind: 'busy', message: 'the disk does not answer' };

export function createJournal(deps: JournalDeps): Journal {
  const { store, cluster, run, onWritten, onFailure, onOverflow } = deps;
  let held = nothing();
  let seenMs: number | null = null;
  let writtenMs: number | null = null;
  let batch: Batch | null = null;
  let seq = 0;
  let writing: Promise<void> | null = null;
  let failing = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;

  const schedule = (ms: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(() => void pump(), ms);
  };
  const isEmpty = (): boolean => Object.values(held).every((list) => list.length === 0);

  const nextBatch = (): Batch | null => {
    if (batch !== null) return batch;
    if (seenMs === null || (seenMs === writtenMs && isEmpty())) return null;
    seq += 1;
    batch = { cluster, run, seq, atMs: seenMs, ...held };
    held = nothing();
    return batch;
  };
  const write = async (): Promise<void> => {
    const next = nextBatch();
    if (next === null) return;
    const hanging = setTimeout(() => onFailure(HANGING), HANGS_AFTER_MS);
    const written = await store.write(next);
    clearTimeout(hanging);
    failing = !written.ok;
    if (!written.ok) {
      onFailure(written.error);
      if (written.error.kind === 'forgotten') startAnew();
      return;
    }
    // After an overflow it is another one, or none, that is waited for.
    if (batch === next) batch = null;
    writtenMs = next.atMs;
    onWritten(next.atMs);
  };
  const pump = (): Promise<void> => {
    clearTimeout(timer);
    writing ??= write().finally(() => {
      writing = null;
      schedule(failing ? RETRY_MS : isEmpty() ? HEARTBEAT_MS : GATHER_MS);
    });
    return writing;
  };
  const drop = (): void => {
    held = nothing();
    batch = null;
    // What is gone is not vouched for.
    seenMs = null;
    onOverflow();
  };

  const startAnew = (): void => {
    drop();
    seq = 0;
    failing = false;
  };

  return {
    add(atMs, entries) {
      seenMs = atMs;
      const was = isEmpty();
      held = {
        facts: joined(held.facts, entries.facts),
        changes: joined(held.changes, entries.changes),
        occurrences: joined(held.occurrences, entries.occurrences),
        samples: joined(held.samples, entries.samples),
      };
      if ((failing || writing !== null) && held.samples.length > MAX_HELD_SAMPLES)
        held.samples = held.samples.slice(-MAX_HELD_SAMPLES / 2);
      const { facts, changes, occurrences } = held;
      const stuck = failing || writing !== null;
      if (stuck && facts.length + changes.length + occurrences.length > MAX_HELD) drop();
      if (!stuck && ((was && !isEmpty()) || timer === undefined)) schedule(GATHER_MS);
    },
    async flush() {
      await writing;
      await pump();
    },
    busy: () => writing !== null,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
