/** Which notes are asked for, and which of them are of a stretch of time. Pure. */
import type { Note } from '~wire/history.ts';
import type { Bounds } from '../../../lib/stretches.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The proxy answers no longer question. */
const LONGEST_MS = 400 * DAY_MS;

/** Rounded to whole hours or days: while the time goes on it is the same answer, asked for again and again. */
export function notesRangeOf({ fromMs, toMs }: Bounds): Bounds {
  const gridMs = toMs - fromMs < DAY_MS ? HOUR_MS : DAY_MS;
  const endMs = Math.ceil(toMs / gridMs) * gridMs;
  return { fromMs: Math.max(Math.floor(fromMs / gridMs) * gridMs, endMs - LONGEST_MS), toMs: endMs };
}

/** Those that touch `bounds`, by when they begin. */
export const notesWithin = (notes: readonly Note[], { fromMs, toMs }: Bounds): Note[] =>
  notes.filter((note) => note.fromMs <= toMs && (note.toMs ?? note.fromMs) >= fromMs);
