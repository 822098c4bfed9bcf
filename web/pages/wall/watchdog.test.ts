import { describe, expect, it } from 'vitest';
import { type Drawn, type Watched, afterDrawing, isBroken } from './watchdog.ts';

const LIMIT_MS = 6000;
const drawn = (observedAtMs: number, fresh = true, cluster = 'prod'): Drawn => ({
  cluster,
  observedAtMs,
  fresh,
  limitMs: LIMIT_MS,
  since: '',
});

/** Each drawing with the moment at which it was made. */
const after = (...drawings: readonly (readonly [atMs: number, what: Drawn])[]): Watched => {
  let watched: Watched | null = null;
  for (const [atMs, what] of drawings) watched = afterDrawing(watched, what, atMs);
  if (watched === null) throw new Error('nothing was drawn');
  return watched;
};

describe('a board is trusted', () => {
  it('while it is drawn, with data that go on', () => {
    const watched = after([0, drawn(100)], [2000, drawn(2100)], [4000, drawn(4100)]);
    expect(isBroken(watched, 4000)).toBe(false);
    expect(isBroken(watched, 11_000)).toBe(false);
  });

  it('no longer once it is not drawn any more', () => {
    expect(isBroken(after([0, drawn(100)], [2000, drawn(2100)]), 9001)).toBe(true);
    // However honest it was.
    expect(isBroken(after([0, drawn(100, false)]), 7001)).toBe(true);
  });

  it('not if it goes on to call live what has long not been new', () => {
    const ticks = Array.from({ length: 9 }, (_, second) => [second * 1000, drawn(100)] as const);
    expect(isBroken(after(...ticks.slice(0, 7)), 7000)).toBe(false);
    expect(isBroken(after(...ticks), 8000)).toBe(true);
  });

  it('not if it takes turns with another, and neither brings anything new', () => {
    const turns = Array.from({ length: 5 }, (_, turn) => {
      const cluster = turn % 2 === 0 ? 'alpha' : 'beta';
      return [turn * 5000, drawn(cluster === 'alpha' ? 100 : 200, true, cluster)] as const;
    });
    expect(isBroken(after(...turns.slice(0, 2)), 5000)).toBe(false);
    expect(isBroken(after(...turns.slice(0, 3)), 10_000)).toBe(true);
    expect(isBroken(after(...turns.slice(0, 3), [15_000, drawn(300, true, 'beta')]), 15_000)).toBe(false);
  });

  it('if it says that the data are old, for as long as it says so', () => {
    const ticks = Array.from({ length: 60 }, (_, second) => [second * 1000, drawn(100, second < 6)] as const);
    expect(isBroken(after(...ticks), 59_500)).toBe(false);
  });

  it('again with the first data that are new, even older ones', () => {
    const watched = after([0, drawn(100)], [60_000, drawn(50)]);
    expect(isBroken(watched, 60_100)).toBe(false);
  });
});
