import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LISTED_MS as NOW_MS, summaryOf } from './testing/summaries.ts';
import type { WallSummary } from './wall-summary.ts';
import { interrupting, levelsOf, takingTurns, turnAt } from './rotation.ts';

const PERIOD_MS = 30_000;

const cluster = (name: string, level: WallSummary['level']): WallSummary => {
  const summary = summaryOf(name, level);
  return { ...summary, told: summary };
};

const levels = fc.constantFrom<WallSummary['level']>('ok', 'degraded', 'critical', 'unknown');
const clusters = fc
  .array(levels, { minLength: 1, maxLength: 40 })
  .map((each) => each.map((level, index) => cluster(`c-${index}`, level)));
const moments = fc.integer({ min: NOW_MS, max: NOW_MS + 30 * 86_400_000 });

describe('turns', () => {
  it('are taken by everybody while all are well, in the order of their names', () => {
    const all = ['c-10', 'c-9', 'c-1'].map((name) => cluster(name, 'ok'));
    const shown = [0, 1, 2, 3].map(
      (turn) => turnAt(all, PERIOD_MS, NOW_MS + turn * PERIOD_MS, null)?.cluster.name,
    );
    expect(new Set(shown.slice(0, 3))).toEqual(new Set(['c-1', 'c-9', 'c-10']));
    expect(shown[3]).toBe(shown[0]);
    expect(takingTurns(all).map(({ name }) => name)).toEqual(['c-1', 'c-9', 'c-10']);
  });

  it('are taken by the worst alone, each of them as often', () => {
    fc.assert(
      fc.property(clusters, moments, (all, nowMs) => {
        const takers = takingTurns(all);
        const shown = takers.map(
          (_, turn) => turnAt(all, PERIOD_MS, nowMs + turn * PERIOD_MS, null)?.cluster.key,
        );
        expect(new Set(shown)).toEqual(new Set(takers.map(({ key }) => key)));
        const isWorst = (level: WallSummary['level']) => takers[0]?.level === level;
        expect(takers.every(({ level }) => isWorst(level))).toBe(true);
        if (all.some(({ level }) => level === 'critical')) expect(takers[0]?.level).toBe('critical');
      }),
    );
  });

  it('are the same on every screen, and stay until they are over', () => {
    fc.assert(
      fc.property(clusters, moments, fc.integer({ min: 0, max: PERIOD_MS - 1 }), (all, nowMs, laterMs) => {
        const start = Math.floor(nowMs / PERIOD_MS) * PERIOD_MS;
        const at = turnAt(all.toReversed(), PERIOD_MS, start, null);
        const later = turnAt(all, PERIOD_MS, start + laterMs, null);
        expect(later?.cluster.key).toBe(at?.cluster.key);
        expect(later?.shown).toBeCloseTo(laterMs / PERIOD_MS);
        expect(turnAt(all, PERIOD_MS, start + PERIOD_MS, null)?.cluster.key).toBe(at?.next.key);
      }),
    );
  });

  it('there are none without clusters', () => {
    expect(turnAt([], PERIOD_MS, NOW_MS, null)).toBeNull();
  });
});

describe('trouble', () => {
  it('breaks in at once, and keeps the screen for a turn', () => {
    const before = [cluster('a', 'critical'), cluster('b', 'critical'), cluster('c', 'ok')];
    const now = [cluster('a', 'critical'), cluster('b', 'critical'), cluster('c', 'critical')];
    const broken = interrupting(levelsOf(before), now);
    expect(broken?.name).toBe('c');
    const interruption = { key: 'c', untilMs: NOW_MS + PERIOD_MS };
    for (const atMs of [NOW_MS, NOW_MS + 7000, NOW_MS + PERIOD_MS - 1]) {
      expect(turnAt(now, PERIOD_MS, atMs, interruption)?.cluster.name).toBe('c');
    }
    expect(turnAt(now, PERIOD_MS, NOW_MS + 15_000, interruption)?.shown).toBeCloseTo(0.5);
  });

  it('does not break in by staying, getting better, or being less than the worst', () => {
    const before = levelsOf([cluster('a', 'critical'), cluster('b', 'ok'), cluster('c', 'critical')]);
    const after = [cluster('a', 'critical'), cluster('b', 'degraded'), cluster('c', 'ok')];
    expect(interrupting(before, after)).toBeNull();
  });

  it('that is over does not keep the screen', () => {
    const all = [cluster('a', 'critical'), cluster('b', 'ok')];
    const interruption = { key: 'b', untilMs: NOW_MS + PERIOD_MS };
    expect(turnAt(all, PERIOD_MS, NOW_MS, interruption)?.cluster.name).toBe('a');
  });
});
