/** What is remembered, as stretches of time, and how it is held against what happened. */
import { expect } from 'vitest';

/** `word` null: nobody knows. */
export type Stretch = { fromMs: number; toMs: number; word: string | null };

/** From `atMs` on the word is to be another; and it is to be seen so at most `lateMs` later. */
export type Turn = { word: string; atMs: number; lateMs: number };

/** How far what is remembered may be from what happened. */
export const LATE_MS = 3000;
/** After which a probe that gets no answer is given up, which is when a silence becomes known. */
export const SILENT_AFTER_MS = 2000;
/** We may hear of a turn sooner than whoever writes it down here, who asks each member four times a second. */
const EARLY_MS = 1000;

/** Spans, of which each ends where the next begins and the last at `endMs`, by one word; neighbours that say the same are one. */
export function stretchesOf<Span extends { fromMs: number }>(
  spans: readonly Span[],
  wordOf: (span: Span) => string | null,
  endMs: number,
): Stretch[] {
  return spans
    .map((span, index) => ({
      fromMs: span.fromMs,
      toMs: spans[index + 1]?.fromMs ?? endMs,
      word: wordOf(span),
    }))
    .reduce<Stretch[]>(join, []);
}

function join(before: readonly Stretch[], next: Stretch): Stretch[] {
  const last = before.at(-1);
  if (last === undefined || last.word !== next.word) return [...before, next];
  return [...before.slice(0, -1), { ...last, toMs: next.toMs }];
}

/** That the words, where they are known, are the first one and then those of the turns, each in its time and none besides. */
export function expectSequence(
  stretches: readonly Stretch[],
  { first, turns }: { first: string; turns: readonly Turn[] },
  story: string,
): void {
  const known = stretches.filter(({ word }) => word !== null).reduce<Stretch[]>(join, []);
  expect(
    known.map(({ word }) => word),
    story,
  ).toEqual([first, ...turns.map(({ word }) => word)]);
  for (const [index, { word, atMs, lateMs }] of turns.entries()) {
    const offMs = (known[index + 1]?.fromMs ?? Number.NaN) - atMs;
    const title = `${word} is remembered ${offMs} ms after it was so\n${story}`;
    expect(offMs, title).toBeGreaterThanOrEqual(-EARLY_MS);
    expect(offMs, title).toBeLessThanOrEqual(lateMs);
  }
}
