import { describe, expect, it } from 'vitest';
import { isFresh, isProbeFresh, isReadingFresh, staleAfterMs } from './freshness.ts';
import { NOW_MS } from './testing/scenes.ts';

describe('three beats are the limit', () => {
  it.each([
    [2000, 0, true],
    [2000, 6000, true],
    [2000, 6001, false],
    [10_000, 30_000, true],
    [10_000, 30_001, false],
    // A clock that runs ahead of the proxy's makes nothing old.
    [2000, -60_000, true],
  ])('with beats of %i ms, what is %i ms old is fresh: %s', (rollCallIntervalMs, ageMs, fresh) => {
    expect(isFresh({ observedAtMs: NOW_MS - ageMs }, { rollCallIntervalMs }, NOW_MS)).toBe(fresh);
  });

  it('what was never observed is not fresh', () => {
    expect(isFresh({ observedAtMs: null }, { rollCallIntervalMs: 2000 }, NOW_MS)).toBe(false);
  });

  it('is told in ms', () => {
    expect(staleAfterMs({ rollCallIntervalMs: 2000 })).toBe(6000);
  });
});

describe('a probe has a beat of its own', () => {
  it.each([
    [2000, 2000, 6000, true],
    [2000, 2000, 6001, false],
    [2000, 10_000, 30_000, true],
    [2000, 10_000, 30_001, false],
    [10_000, 2000, 30_000, true],
    // A member that hangs is probed every other beat or less, however short the beats are.
    [500, 500, 6000, true],
    [500, 500, 6001, false],
  ])(
    'with a roll call each %i ms and probes each %i ms, one that is %i ms old is fresh: %s',
    (rollCallIntervalMs, probeIntervalMs, ageMs, fresh) => {
      const probe = { observedAtMs: NOW_MS - ageMs };
      expect(isProbeFresh(probe, { rollCallIntervalMs, probeIntervalMs }, NOW_MS)).toBe(fresh);
    },
  );
});

it.each([
  [10_000, NOW_MS - 30_000, true],
  [10_000, NOW_MS - 30_001, false],
  [10_000, null, false],
])('a number that is read each %i ms, and was at %i, is fresh: %s', (everyMs, atMs, fresh) => {
  expect(isReadingFresh(atMs, { everyMs }, NOW_MS)).toBe(fresh);
});
