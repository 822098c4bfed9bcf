import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lineCount } from '../../lib/text-fit.ts';
import { PANEL, PANELS, panelHead, panelsLayout } from './wall-panels.ts';

const WELL = 'All 12 members are online and answer us.';
const STALE = 'Unknown for 12 s: this page cannot reach the Rollcall proxy.';
const many = (count: number, sentence: string) =>
  Array.from({ length: count }, (_, index) => ({ name: `c${index}`, sentence }));
/** Beside the board on a screen of 1920x1080. */
const BESIDE = { widthPx: 576, heightPx: 1080 };

describe('the clusters beside a board', () => {
  it('are all shown where all that is said of them fits', () => {
    const { heightsPx, rest, unitPx } = panelsLayout(many(11, WELL), BESIDE, 24);
    expect([heightsPx.length, rest, unitPx]).toEqual([11, '', 24]);
  });

  it('are fewer, and the others counted, rather than say half of it', () => {
    const { heightsPx, rest, unitPx } = panelsLayout(many(11, STALE), BESIDE, 24);
    expect(heightsPx.length).toBeLessThan(11);
    expect(rest).toBe(`and ${11 - heightsPx.length} more, none of them worse`);
    const lines = ((heightsPx[0] ?? 0) / unitPx - PANEL.head - 2 * PANEL.pad) / PANEL.line;
    expect(Math.floor(lines)).toBe(2);
  });

  it('fit with all of their sentences', () => {
    const sentences = fc
      .array(fc.string({ minLength: 1, maxLength: 14 }), { minLength: 1, maxLength: 30 })
      .map((words) => words.join(' '));
    const clusters = fc.array(fc.record({ name: fc.string(), sentence: sentences }), {
      minLength: 1,
      maxLength: 15,
    });
    const rooms = fc.record({
      widthPx: fc.integer({ min: 150, max: 1200 }),
      heightPx: fc.integer({ min: 150, max: 2200 }),
    });
    fc.assert(
      fc.property(clusters, rooms, fc.integer({ min: 12, max: 140 }), (told, room, mostPx) => {
        const { unitPx, heightsPx, rest } = panelsLayout(told, room, mostPx);
        const gapPx = unitPx * PANELS.gap;
        const usedPx = heightsPx.reduce((sum, px) => sum + px + gapPx, gapPx);
        const restPx = rest === '' ? 0 : unitPx * PANELS.rest + gapPx;
        // Each height is rounded to whole pixels.
        if (heightsPx.length > 0)
          expect(usedPx + restPx).toBeLessThanOrEqual(room.heightPx + heightsPx.length);
        const lineEm = room.widthPx / unitPx - 2 * PANELS.gap - PANEL.bar - 2 * PANEL.pad;
        for (const [index, px] of heightsPx.entries()) {
          const lines = lineCount(told[index]?.sentence ?? '', lineEm);
          expect(px).toBeGreaterThanOrEqual(
            unitPx * (PANEL.head + 2 * PANEL.pad + lines * PANEL.line) - 0.01,
          );
        }
        expect(rest === '').toBe(heightsPx.length === told.length);
      }),
    );
  });

  it('have smaller letters where not even one would fit otherwise', () => {
    const small = panelsLayout(many(2, WELL), { widthPx: 1080, heightPx: 530 }, 128);
    expect(small.heightsPx.length).toBe(1);
    expect(small.rest).toBe('and 1 more');
    expect(small.unitPx).toBeLessThan(128);
    expect(small.unitPx).toBeGreaterThan(128 / 2);
  });

  it('lose the middle of their names before the end that differs, and the word before the name', () => {
    expect(panelHead('beta', 'Degraded', 20)).toEqual({ name: 'beta', word: 'Degraded' });
    const long = panelHead('kubernetes-production-frankfurt-beta', 'Degraded', 18);
    expect(long.name).toMatch(/^kub.*….*beta$/);
    expect(long.word).toBe('Degraded');
    expect(panelHead('beta', 'Unknown', 5)).toEqual({ name: 'beta', word: null });
  });
});
