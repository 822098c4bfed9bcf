import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { emWidth } from '../../lib/text-fit.ts';
import { type Size, TILE_SMALL, readablePx, tileGrid, wallLayout as layoutOn } from './wall-layout.ts';

const wallLayout = (screen: Size) => layoutOn(screen, readablePx(screen));

const SCREENS = [
  { widthPx: 1920, heightPx: 1080 },
  { widthPx: 3840, heightPx: 2160 },
  { widthPx: 1080, heightPx: 1920 },
  { widthPx: 1366, heightPx: 768 },
];
const gridFor = (count: number, screen = SCREENS[0] ?? { widthPx: 0, heightPx: 0 }) => {
  const layout = wallLayout(screen);
  return tileGrid(count, emWidth(`node-${count}`), layout.members, layout);
};

const screens = fc.record({
  widthPx: fc.integer({ min: 320, max: 7680 }),
  heightPx: fc.integer({ min: 320, max: 4320 }),
});

describe('a board', () => {
  it('leaves room for the members on any screen', () => {
    fc.assert(
      fc.property(screens, (screen) => {
        const { members, unitPx } = wallLayout(screen);
        expect(members.heightPx).toBeGreaterThan(screen.heightPx / 4);
        expect(members.widthPx).toBeGreaterThan(screen.widthPx / 2);
        expect(unitPx).toBeGreaterThanOrEqual(screen.heightPx / 45);
      }),
    );
  });
});

describe('the members', () => {
  const numbers = fc.integer({ min: 1, max: 2000 });
  const names = fc.double({ min: 0.3, max: 200, noNaN: true });

  it('all fit, however many, on any screen', () => {
    fc.assert(
      fc.property(numbers, names, screens, (count, nameEm, screen) => {
        const layout = wallLayout(screen);
        const { members } = layout;
        const { columns, rows, cell, gapPx } = tileGrid(count, nameEm, members, layout);
        expect(columns * rows).toBeGreaterThanOrEqual(count);
        expect(columns * cell.widthPx - gapPx).toBeLessThanOrEqual(members.widthPx);
        expect(rows * cell.heightPx - gapPx).toBeLessThanOrEqual(members.heightPx);
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
      fc.property(numbers, names, screens, (count, nameEm, screen) => {
        const layout = wallLayout(screen);
        const { members, unitPx } = layout;
        const { form, fontPx, cell } = tileGrid(count, nameEm, members, layout);
        if (form !== 'tile') return;
        expect(fontPx * TILE_SMALL).toBeGreaterThanOrEqual(unitPx);
        expect(fontPx * 4).toBeLessThanOrEqual(cell.heightPx);
      }),
    );
  });

  it('are the larger the fewer there are, in each form', () => {
    for (const counts of [
      [1, 3, 12],
      [24, 60, 200],
    ]) {
      const sizes = counts.map((count) => gridFor(count).fontPx);
      expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    }
    expect(gridFor(3).columns).toBe(3);
    expect(gridFor(3, SCREENS[2]).columns).toBe(1);
  });
});
