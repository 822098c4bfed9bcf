/** Batches that can be told apart, for tests that look for each of them. */
import type { Batch } from '../store.ts';
import { DAY_0, MINUTE, batch, change, fact, lifecycle, sample } from './batches.ts';

/** Far enough apart that roll-ups become due. */
export const timeOf = (number: number): number => DAY_0 + number * 20 * MINUTE;

export const numberedBatch = (number: number): Batch =>
  batch(number, timeOf(number), {
    facts: [fact('counter', timeOf(number), number)],
    changes: [change(number, timeOf(number))],
    occurrences: [lifecycle(timeOf(number), `web-${number}`)],
    samples: [sample(timeOf(number))],
  });
