import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../lib/text-fit.ts';
import { WALL_PARTS } from '../../url/wall-settings.ts';
import { TILE_SMALL, besideNamed, tellsTrouble, tileGrid } from './wall-grid.ts';
import { type Size, readablePx, wallLayout as layoutOf } from './wall-layout.ts';

const WORDS = {
  head: { word: 'Healthy', since: null, name: 'prod', demo: false, stale: false },
  sentence: 'All 12 members are online and answer us.',
  quorum: 'Quorum holds.',
};
const wallLayout = (screen: Size, scale = 1) =>
  layoutOf(screen, readablePx(screen, scale), { show: WALL_PARTS, words: WORDS });

const SCREENS = [
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 3840, heightPx: 2160 },
  { widthPx: 1080, heightPx: 1920 },
  { widthPx: 1366, heightPx: 768 },
];
const gridFor = (count: number, screen = SCREENS[0] ?? { widthPx: 0, heightPx: 0 }, numbers = 4) => {
  const layout = wallLayout(screen);
  return tileGrid(count, emWidth(`node-${count}`), layout.members, layout, numbers);
};

const screens = fc.record({
  widthPx: fc.integer({ min: 320, max: 7680 }),
  heightPx: fc.integer({ min: 320, max: 4320 }),
});

describe('the members', () => {
  const counts = fc.integer({ min: 1, max: 2000 });
  const names = fc.double({ min: 0.3, max: 200, noNaN: true });
  const scales = fc.double({ min: 0.5, max: 3, noNaN: true });

  it('all fit, however many, on any screen', () => {
    fc.assert(
      fc.property(counts, names, screens, scales, (count, nameEm, screen, scale) => {
        const layout = wallLayout(screen, scale);
        const { rest } = besideNamed(layout.members, nameEm, layout);
        for (const area of [layout.members, rest]) {
          const { columns, rows, cell, gapPx } = tileGrid(count, nameEm, area, layout, 4);
          expect(columns * rows).toBeGreaterThanOrEqual(count);
          expect(columns * cell.widthPx - gapPx).toBeLessThanOrEqual(area.widthPx);
          expect(rows * cell.heightPx - gapPx).toBeLessThanOrEqual(area.heightPx);
        }
      }),
    );
  });

  it('are shown in the most telling form that can be read', () => {
    const forms = (screen: (typeof SCREENS)[number]) =>
      [1, 3, 12, 60, 200, 1000].map((count) => gridFor(count, screen).form);
    for (const screen of SCREENS.slice(0, 2)) {
      expect(forms(screen)).toEqual(['tile', 'tile', 'tile', 'line', 'line', 'heat']);
      expect(forms(SCREENS[2] ?? screen)[2]).toBe('pair');
    }
  });

  it('have every line of a tile large enough', () => {
    fc.assert(
      fc.property(
        counts,
        names,
        screens,
        fc.integer({ min: 0, max: 4 }),
        (count, nameEm, screen, numbers) => {
          const layout = wallLayout(screen);
          const { members, unitPx } = layout;
          const { form, fontPx, cell, lines } = tileGrid(count, nameEm, members, layout, numbers);
          if (form !== 'tile' || lines === null) return;
          const rows = lines.perRow === 0 ? 0 : Math.ceil(lines.numbers / lines.perRow);
          const below = (lines.oneLine ? 1 : 2) + rows;
          expect(fontPx * TILE_SMALL).toBeGreaterThanOrEqual(unitPx);
          expect(fontPx * (1.2 + below * 1.2 * TILE_SMALL)).toBeLessThanOrEqual(cell.heightPx);
        },
      ),
    );
  });

  it('have as many numbers as can be read, and none rather than a few', () => {
    expect(gridFor(1).lines).toMatchObject({ numbers: 4, perRow: 4, oneLine: true });
    expect(gridFor(3).lines).toMatchObject({ numbers: 4, perRow: 2, oneLine: false });
    expect(gridFor(12).lines).toMatchObject({ numbers: 4 });
    expect(gridFor(16).lines?.numbers).toBe(0);
    expect(gridFor(12, SCREENS[0], 0).lines).toMatchObject({ numbers: 0, perRow: 0 });
    expect(gridFor(12, SCREENS[0], 0).fontPx).toBeGreaterThan(gridFor(12).fontPx);
  });

  it('say what is wrong where they stand, or beside all others', () => {
    for (const screen of SCREENS.slice(0, 2)) {
      const { unitPx } = wallLayout(screen);
      const each = [1, 12, 24, 60, 200, 1000];
      expect(each.filter((count) => tellsTrouble(gridFor(count, screen), unitPx))).toEqual([1, 12, 24, 60]);
    }
  });

  it('are the larger the fewer there are, in each form', () => {
    for (const few of [
      [1, 3, 12],
      [24, 60, 200],
    ]) {
      const sizes = few.map((count) => gridFor(count).fontPx);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
    expect(gridFor(3).columns).toBe(3);
    expect(gridFor(3, SCREENS[2]).columns).toBe(1);
  });
});
