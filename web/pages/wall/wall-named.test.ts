import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { namedLayout, restBeside } from './wall-named.ts';

const UNIT_PX = 40;
const room = (widthEm: number, heightEm: number) => ({
  widthPx: widthEm * UNIT_PX,
  heightPx: heightEm * UNIT_PX,
});

describe('those in trouble', () => {
  it('are named or counted, and all of that is inside of its room', () => {
    const rooms = fc.record({
      widthPx: fc.integer({ min: 60, max: 4000 }),
      heightPx: fc.integer({ min: 10, max: 2000 }),
    });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1000 }), rooms, (count, { widthPx, heightPx }) => {
        const { columns, gapPx, entryPx, shown, restOnEntry } = namedLayout(
          count,
          { widthPx, heightPx },
          UNIT_PX,
        );
        const entries = shown + (shown < count && !restOnEntry ? 1 : 0);
        const rows = Math.ceil(entries / columns);
        expect(shown).toBeGreaterThanOrEqual(1);
        expect(shown).toBeLessThanOrEqual(count);
        expect(rows * (entryPx + gapPx) - gapPx).toBeLessThanOrEqual(heightPx + 0.01);
      }),
    );
  });

  it('have two lines each where all of them have room for it, and one line otherwise', () => {
    expect(namedLayout(1, room(15, 3), UNIT_PX)).toMatchObject({ shown: 1, high: true });
    expect(namedLayout(1, room(15, 2.2), UNIT_PX)).toMatchObject({ shown: 1, high: false });
    expect(namedLayout(2, room(15, 3), UNIT_PX)).toMatchObject({ shown: 2, high: false });
    expect(namedLayout(3, room(15, 3), UNIT_PX)).toMatchObject({ shown: 1, restOnEntry: false });
  });

  it('are counted beside the only one that there is room for', () => {
    const layout = namedLayout(12, room(20, 2), UNIT_PX);
    expect(layout).toMatchObject({ shown: 1, restOnEntry: true, emPx: UNIT_PX });
    expect(restBeside(11, 'node-3', layout)).toBe('and 11 more');
    expect(restBeside(11, 'node-3', { ...layout, lineEm: 6 })).toBe('+11');
  });

  it('have smaller letters only where the only one would not fit', () => {
    expect(namedLayout(1, room(20, 0.7), UNIT_PX).emPx).toBe(UNIT_PX / 2);
    const narrow = namedLayout(5, room(7.6, 1.43), UNIT_PX);
    expect(narrow.emPx).toBeLessThan(UNIT_PX);
    expect(narrow.emPx).toBeGreaterThanOrEqual(UNIT_PX / 2);
    expect(restBeside(4, 'node-2', narrow)).toBe('and 4 more');
  });
});
