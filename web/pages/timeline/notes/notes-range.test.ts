import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Note } from '~wire/history.ts';
import { notesRangeOf, notesWithin } from './notes-range.ts';

const DAY_MS = 86_400_000;
const moments = fc.integer({ min: 0, max: Date.UTC(2100, 0) });

test('all of a range is asked for, at round times, and never more than the proxy answers', () => {
  fc.assert(
    fc.property(moments, fc.integer({ min: 10_000, max: 500 * DAY_MS }), (fromMs, lengthMs) => {
      const toMs = fromMs + lengthMs;
      const asked = notesRangeOf({ fromMs, toMs });
      expect(asked.toMs).toBeGreaterThanOrEqual(toMs);
      expect(asked.toMs - asked.fromMs).toBeLessThanOrEqual(400 * DAY_MS);
      if (lengthMs < 390 * DAY_MS) expect(asked.fromMs).toBeLessThanOrEqual(fromMs);
      expect(asked.fromMs % 3_600_000).toBe(0);
    }),
  );
});

const note = (id: number, fromMs: number, toMs: number | null): Note => ({
  id,
  revision: 1,
  fromMs,
  toMs,
  text: 'x',
  author: null,
  createdAtMs: 0,
  editedAtMs: 0,
  deleted: false,
});

test('notes touch a range with a moment or with a part', () => {
  const notes = [note(1, 0, null), note(2, 0, 10), note(3, 10, null), note(4, 15, 40), note(5, 21, null)];
  expect(notesWithin(notes, { fromMs: 10, toMs: 20 }).map(({ id }) => id)).toEqual([2, 3, 4]);
});
