/** A store that could not be opened: every method says why. */
import { err } from '../../result.ts';
import type { HistoryStore, StoreFailure, Stored } from '../store.ts';

export function unavailable(failure: StoreFailure): HistoryStore {
  const refuse = async <T>(): Stored<T> => err(failure);
  return {
    write: refuse,
    last: refuse,
    lastChangeId: refuse,
    at: refuse,
    over: refuse,
    changes: refuse,
    occurrences: refuse,
    operationsUnderWay: refuse,
    samples: refuse,
    samplesAt: refuse,
    notes: refuse,
    addNote: refuse,
    reviseNote: refuse,
    revisions: refuse,
    audit: refuse,
    addAudit: refuse,
    addEnding: refuse,
    endings: refuse,
    displays: refuse,
    putDisplay: refuse,
    upkeep: refuse,
    size: refuse,
    backup: refuse,
    close: async () => {},
  };
}
