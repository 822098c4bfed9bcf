import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Closed,
  closed,
  clustersOf,
  indexAt,
  piecesOf,
  stretchesOf,
  toMs,
  toPx,
  within,
} from './stretches.ts';

type Word = 'up' | 'down' | 'dark';

const begun = fc
  .array(
    fc.record({
      fromMs: fc.integer({ min: 0, max: 100_000 }),
      word: fc.constantFrom<Word>('up', 'down', 'dark'),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((items) => items.toSorted((a, b) => a.fromMs - b.fromMs));

const NOW_MS = 120_000;
const allOf = (items: { fromMs: number; word: Word }[]): Closed<Word>[] =>
  closed(
    stretchesOf(items, ({ word }) => word),
    'dark',
    NOW_MS,
    NOW_MS,
  );

describe('stretches', () => {
  it('join what did not change', () => {
    expect(
      stretchesOf(
        [
          { fromMs: 1, word: 'up' },
          { fromMs: 2, word: 'up' },
          { fromMs: 3, word: 'down' },
        ],
        ({ word }) => word,
      ),
    ).toEqual([
      { fromMs: 1, toMs: 3, value: 'up' },
      { fromMs: 3, toMs: null, value: 'down' },
    ]);
  });

  it('cover all the time from the first to now, each moment once', () => {
    fc.assert(
      fc.property(begun, (items) => {
        const stretches = allOf(items);
        expect(stretches[0]?.fromMs).toBe(items[0]?.fromMs);
        expect(stretches.at(-1)?.toMs).toBe(NOW_MS);
        for (const [index, { fromMs }] of stretches.entries()) {
          if (index > 0) expect(stretches[index - 1]?.toMs).toBe(fromMs);
        }
      }),
    );
  });

  it('are unknown from when they were last confirmed', () => {
    const up = [{ fromMs: 0, toMs: null, value: 'up' as Word }];
    expect(closed(up, 'dark', 50, 80)).toEqual([
      { fromMs: 0, toMs: 50, value: 'up' },
      { fromMs: 50, toMs: 80, value: 'dark' },
    ]);
    expect(closed(up, 'dark', 90, 80)).toEqual([{ fromMs: 0, toMs: 80, value: 'up' }]);
    expect(closed([{ fromMs: 60, toMs: null, value: 'up' }], 'dark', 50, 80)).toEqual([
      { fromMs: 60, toMs: 60, value: 'up' },
      { fromMs: 60, toMs: 80, value: 'dark' },
    ]);
    expect(closed([{ fromMs: 0, toMs: null, value: 'dark' }], 'dark', 50, 80)).toEqual([
      { fromMs: 0, toMs: 80, value: 'dark' },
    ]);
  });

  it('are found by a moment', () => {
    fc.assert(
      fc.property(begun, fc.integer({ min: -10, max: NOW_MS + 10 }), (items, atMs) => {
        const stretches = allOf(items);
        const expected = stretches.findLastIndex(({ fromMs, toMs: end }) => fromMs <= atMs && atMs < end);
        expect(indexAt(stretches, atMs)).toBe(expected);
      }),
    );
  });
});

describe('pieces', () => {
  const bounds = { fromMs: 20_000, toMs: 90_000 };
  const leastPx = (word: Word): number => (word === 'up' ? 0 : 3);
  const lines = fc.tuple(begun, fc.integer({ min: 3, max: 400 }));

  it('of one kind lie apart, in order, on the line', () => {
    fc.assert(
      fc.property(lines, ([items, widthPx]) => {
        for (const pieces of piecesOf(allOf(items), (word) => word, leastPx, bounds, widthPx).values()) {
          let last = -1;
          for (const { x, end } of pieces) {
            expect(x).toBeGreaterThan(last);
            expect(end).toBeGreaterThan(x);
            expect(end).toBeLessThanOrEqual(widthPx);
            last = end;
          }
        }
      }),
    );
  });

  it('show every trouble, however short, where it was', () => {
    fc.assert(
      fc.property(lines, ([items, widthPx]) => {
        const stretches = allOf(items);
        const down = piecesOf(stretches, (word) => word, leastPx, bounds, widthPx).get('down') ?? [];
        for (const { fromMs, value } of within(stretches, bounds)) {
          if (value !== 'down') continue;
          const x = Math.min(Math.max(toPx(fromMs, bounds, widthPx), 0), widthPx);
          expect(down.some((piece) => piece.x <= x + 0.5 && x - 0.5 <= piece.end)).toBe(true);
          expect(down.every((piece) => piece.end - piece.x >= 3)).toBe(true);
        }
      }),
    );
  });

  it('cover what they stand for', () => {
    const stretches: Closed<Word>[] = [
      { fromMs: 0, toMs: 40, value: 'up' },
      { fromMs: 40, toMs: 41, value: 'down' },
      { fromMs: 41, toMs: 100, value: 'up' },
    ];
    const pieces = piecesOf(stretches, (word) => word, leastPx, { fromMs: 0, toMs: 100 }, 50);
    expect(pieces.get('up')).toEqual([
      { x: 0, end: 20 },
      { x: 21, end: 50 },
    ]);
    expect(pieces.get('down')).toEqual([{ x: 20, end: 23 }]);
  });
});

describe('moments', () => {
  const bounds = { fromMs: 1000, toMs: 2000 };

  it('have their place, and places their moment', () => {
    expect([toPx(1250, bounds, 400), toMs(100, bounds, 400)]).toEqual([100, 1250]);
  });

  it('too close to each other are one cluster; none is lost', () => {
    const moments = [900, 1000, 1001, 1010, 1500, 2000, 2001].map((atMs) => ({ atMs }));
    expect(clustersOf(moments, bounds, 1000, 4)).toEqual([
      { x: 0, items: [{ atMs: 1000 }, { atMs: 1001 }] },
      { x: 10, items: [{ atMs: 1010 }] },
      { x: 500, items: [{ atMs: 1500 }] },
      { x: 1000, items: [{ atMs: 2000 }] },
    ]);
  });
});
