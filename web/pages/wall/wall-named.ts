/** How those in trouble are listed by name: as many as there is room for, and how many more there are. Pure. */
import { emWidth } from '../../lib/text-fit.ts';
import { BOLD } from './wall-grid.ts';
import type { Size } from './wall-layout.ts';
import { restWords } from './wall-names.ts';

/**
 * In units: the height of an entry of one line and of two; what its edges and its form take of the width; how wide it should
 * be, and may be where there are more than fit.
 */
const ENTRY = { low: 1.4, high: 3, gap: 0.2, edges: 2.7, width: 15, narrow: 11 } as const;
/** Between the name and the words on the same line, em. */
export const NAMED_GAP = 0.5;
/** Where one entry has to speak for all, what it needs of the width for that, in its own units; how far it may shrink. */
const ONLY = { width: 13, shrunk: 0.5 } as const;

export type NamedLayout = {
  /** The size of its letters, px: smaller than the unit only where not even one entry would fit. */
  emPx: number;
  columns: number;
  gapPx: number;
  entryPx: number;
  /** How long a line of an entry may be, em. */
  lineEm: number;
  /** The same for what has no edges. */
  columnEm: number;
  /** In two lines: the name, and what is wrong. */
  high: boolean;
  /** How many are named. */
  shown: number;
  /** The others are counted on the only entry that there is, not in a line of their own. */
  restOnEntry: boolean;
};

/** `count`: of those in trouble. */
export function namedLayout(count: number, room: Size, unitPx: number): NamedLayout {
  const usual = entriesOf(count, room, unitPx);
  const most = usual.columns * usual.rows;
  if (count <= most) return { ...usual, shown: count, restOnEntry: false };
  if (most > 1) return { ...usual, shown: most - 1, restOnEntry: false };
  const widePx = count === 1 ? unitPx : Math.max(unitPx * ONLY.shrunk, room.widthPx / ONLY.width);
  const emPx = Math.max(1, Math.min(unitPx, widePx, room.heightPx / ENTRY.low));
  return { ...entriesOf(1, room, emPx, 1), shown: 1, restOnEntry: count > 1 };
}

type Entries = Omit<NamedLayout, 'shown' | 'restOnEntry'> & { rows: number };

function entriesOf(count: number, { widthPx, heightPx }: Size, emPx: number, most = Infinity): Entries {
  const columnsOf = (widthEm: number): number =>
    Math.min(most, Math.max(1, Math.floor(widthPx / (emPx * widthEm))));
  const rowsOf = (heightEm: number): number =>
    Math.floor((heightPx / emPx + ENTRY.gap) / (heightEm + ENTRY.gap) + 1e-6);
  const wide = columnsOf(ENTRY.width);
  const columns = count <= wide * rowsOf(ENTRY.low) ? wide : columnsOf(ENTRY.narrow);
  const high = count <= columns * rowsOf(ENTRY.high);
  const heightEm = high ? ENTRY.high : ENTRY.low;
  const columnEm = (widthPx / emPx - ENTRY.gap * (columns - 1)) / columns;
  return {
    emPx,
    columns,
    gapPx: emPx * ENTRY.gap,
    entryPx: emPx * heightEm,
    lineEm: columnEm - ENTRY.edges,
    columnEm,
    high,
    rows: rowsOf(heightEm),
  };
}

/** How many more there are, on the entry of another, of whose name as much must be left as tells members apart; `high`: it is below the name. */
export function restBeside(rest: number, name: string, { lineEm, high }: NamedLayout): string {
  const nameEm = high ? 0 : NAMED_GAP + Math.min(emWidth(name) * BOLD, LEAST_NAME);
  return restWords(rest, lineEm - nameEm);
}
const LEAST_NAME = 6;
