import { describe, expect, it } from 'vitest';
import { isFresh, staleAfterMs } from './freshness.ts';
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
