/** How members are arranged in the room that a board has for them, in the most telling form that can be read. Pure. */
import type { Size, WallLayout } from './wall-layout.ts';

/**
 * `tile`: name, both witnesses, and numbers where there is room. `pair`: name and LXD's word. `line`: the name. `heat`: the
 * form alone; whoever is in trouble is named beside it.
 */
export type TileForm = 'tile' | 'pair' | 'line' | 'heat';

export type TileGrid = {
  form: TileForm;
  columns: number;
  rows: number;
  /** Of a cell with the gap to the next, px. */
  cell: Size;
  /** Size of the letters of names, px. */
  fontPx: number;
  gapPx: number;
  /** Of a tile; null in other forms. */
  lines: TileLines | null;
};

export type TileLines = {
  /** What is inside of its edges, in sizes of its smaller letters. */
  innerEm: number;
  /** Whether both witnesses have one line together. */
  oneLine: boolean;
  /** How many numbers there are, and how many beside each other. */
  numbers: number;
  perRow: number;
};

/** A tile's other lines are smaller than its name, and must be read as well. */
export const TILE_SMALL = 0.78;
/** Those of a pair, likewise. */
export const PAIR_SMALL = 0.9;
/** In sizes of the letters of a tile's name. */
export const TILE = { padX: 0.6, padY: 0.3, gap: 0.2, name: 1.2, border: 2 } as const;
const TILE_LINE = 1.2 * TILE_SMALL + TILE.gap;
/** A number has a bar below it. In sizes of the smaller letters: */
export const NUMBER = { width: 5, gap: 0.7, bar: 0.17, barGap: 0.1 } as const;
const NUMBER_LINE = (1.2 + NUMBER.bar + NUMBER.barGap) * TILE_SMALL + TILE.gap;
/** "Evacuated 59 min", "leader" and "wrong answer" beside each other. */
const ONE_LINE_EM = 23;
/** From here on an answer is called so, each in its own line or not. */
const ANSWER_EM = { oneLine: 28, ownLine: 15.5 } as const;

export const saysAnswer = ({ innerEm, oneLine }: TileLines): boolean =>
  innerEm >= (oneLine ? ANSWER_EM.oneLine : ANSWER_EM.ownLine);

/** What a form needs of room, in sizes of its letters: round the name, and where the name is short. */
type Need = { besideEm: number; leastEm: number };

const NEEDS: Readonly<Record<Exclude<TileForm, 'heat'>, Need & { heightEm: number }>> = {
  // Its height depends on what is on it.
  tile: { besideEm: 2.6, leastEm: 10.6, heightEm: 0 },
  pair: { besideEm: 2.6, leastEm: 9.6, heightEm: 2.45 },
  line: { besideEm: 2.4, leastEm: 4, heightEm: 1.75 },
};

/** Of its letters, on which names are put that are bold. */
export const BOLD = 1.05;
/** Letters need not grow beyond this, in units. */
const LARGEST = 3.2;
/** What empty cells cost, as a share of the letters' size: full rows are calmer than slightly larger letters. */
const GAPS_COST = 0.5;
/** Names longer than this are cut rather than have everything shrink, em. */
const LONGEST_NAME_EM = 17;
/** A heat cell need not be larger, in units. */
const LARGEST_HEAT = 4;
/** With fewer numbers than this, larger letters are worth more. */
const LEAST_NUMBERS = 3;

type Units = Pick<WallLayout, 'unitPx' | 'smallPx'>;

/**
 * The arrangement in which names are largest, in the most telling form that can be read. `nameEm`: of the widest name;
 * `numbers`: how many there are of each member.
 */
export function tileGrid(
  count: number,
  nameEm: number,
  area: Size,
  { unitPx, smallPx }: Units,
  numbers = 0,
): TileGrid {
  for (let shown = numbers; shown >= 0; shown -= shown > LEAST_NUMBERS ? 1 : Math.max(1, shown)) {
    const tile = largest('tile', { count, nameEm, area, unitPx }, shown);
    if (tile.fontPx * TILE_SMALL >= unitPx) return tile;
  }
  const pair = largest('pair', { count, nameEm, area, unitPx });
  if (pair.fontPx * PAIR_SMALL >= unitPx) return pair;
  const telling = largest('line', { count, nameEm, area, unitPx, leastPx: unitPx * TWO_LINES });
  if (telling.fontPx >= unitPx) return telling;
  const line = largest('line', { count, nameEm, area, unitPx });
  if (line.fontPx >= smallPx) return line;
  return heatGrid(count, area, unitPx);
}

/** Whether whoever is in trouble has room for a word about it in its own cell. */
export const tellsTrouble = ({ form, cell, gapPx }: TileGrid, unitPx: number): boolean =>
  form === 'tile' || form === 'pair' || (form === 'line' && cell.heightPx - gapPx >= unitPx * TWO_LINES);
const TWO_LINES = 2.55;

/** Where whoever is in trouble is named beside the others: the room for these names, and what is left. */
export function besideNamed(
  area: Size,
  nameEm: number,
  { unitPx, portrait }: Pick<WallLayout, 'unitPx' | 'portrait'>,
): { named: Size; rest: Size } {
  if (portrait) {
    const wantedPx = Math.ceil(unitPx * NAMED.leastHigh);
    const heightPx = Math.floor(
      Math.min(area.heightPx * NAMED.mostAbove, Math.max(area.heightPx * NAMED.above, wantedPx)),
    );
    const gapPx = Math.min(unitPx, area.heightPx * NAMED.gap);
    return { named: { ...area, heightPx }, rest: { ...area, heightPx: area.heightPx - heightPx - gapPx } };
  }
  const wantedPx = unitPx * (Math.max(nameEm * BOLD, NAMED.leastEm) + NAMED.besideEm);
  const widthPx = Math.floor(
    Math.min(area.widthPx * NAMED.most, Math.max(area.widthPx * NAMED.least, wantedPx)),
  );
  return { named: { ...area, widthPx }, rest: { ...area, widthPx: area.widthPx - widthPx - unitPx } };
}
/** As shares of the room, and in units. `leastHigh`: an entry of two lines, or two of one. */
const NAMED = {
  above: 0.34,
  mostAbove: 0.5,
  leastHigh: 3,
  gap: 0.1,
  least: 0.2,
  most: 0.36,
  leastEm: 11,
  besideEm: 3,
} as const;

/** The room that a cell has for a name, in sizes of its letters. */
export function nameRoomEm({ form, cell, gapPx, fontPx }: TileGrid): number {
  if (form === 'heat') return 0;
  return ((cell.widthPx - gapPx) / fontPx - NEEDS[form].besideEm) / BOLD;
}

/** The room that a pair has for the words below its name, in sizes of their letters. */
export const pairRoomEm = ({ cell, gapPx, fontPx }: TileGrid): number =>
  ((cell.widthPx - gapPx - 2 * PAIR.border) / fontPx - 2 * PAIR.padX) / PAIR_SMALL;
/** The border in px, the padding in sizes of the letters of its name. */
export const PAIR = { border: 2, padX: 0.6 } as const;

const gapFor = (count: number, unitPx: number): number =>
  Math.max(2, Math.round(unitPx * (count <= 12 ? 0.4 : count <= 60 ? 0.28 : 0.14)));

/** `leastPx`: the height that each must have inside. */
type Asked = { count: number; nameEm: number; area: Size; unitPx: number; leastPx?: number };

function largest(
  form: Exclude<TileForm, 'heat'>,
  { count, nameEm, area, unitPx, leastPx = 0 }: Asked,
  numbers = 0,
): TileGrid {
  const { besideEm, leastEm, heightEm } = NEEDS[form];
  const widthEm = Math.max(leastEm, Math.min(nameEm * BOLD, LONGEST_NAME_EM) + besideEm);
  const gapPx = gapFor(count, unitPx);
  let best: TileGrid | null = null;
  let bestScore = -Infinity;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    // Columns that the last row would leave empty only make the others narrower.
    if (Math.ceil(count / rows) < columns) continue;
    const cell = cellOf(columns, rows, area, gapPx);
    const inner = { widthPx: cell.widthPx - gapPx, heightPx: cell.heightPx - gapPx };
    if (inner.heightPx < leastPx) continue;
    const mostPx = Math.floor(Math.min(inner.widthPx / widthEm, unitPx * LARGEST));
    const fontPx =
      form === 'tile'
        ? tileFont(inner, mostPx, unitPx, numbers)
        : Math.min(mostPx, Math.floor(inner.heightPx / heightEm));
    const score = fontPx * (1 - GAPS_COST * (1 - count / (columns * rows)));
    if (score <= bestScore) continue;
    const lines = form === 'tile' ? tileLines(inner, fontPx, numbers) : null;
    best = { form, columns, rows, cell, fontPx, gapPx, lines };
    bestScore = score;
  }
  return best ?? { form, columns: 1, rows: count, cell: area, fontPx: 0, gapPx, lines: null };
}

/** The largest letters with which all that belongs on a tile fits; 0 where even the smallest do not. */
function tileFont(inner: Size, mostPx: number, unitPx: number, numbers: number): number {
  for (let fontPx = mostPx; fontPx * TILE_SMALL >= unitPx; fontPx -= 1) {
    const lines = tileLines(inner, fontPx, numbers);
    if (tileEm(lines) * fontPx + 2 * TILE.border <= inner.heightPx && numbersFit(lines)) return fontPx;
  }
  return 0;
}

function tileLines({ widthPx }: Size, fontPx: number, numbers: number): TileLines {
  const innerEm = (widthPx - 2 * TILE.border - 2 * TILE.padX * fontPx) / (fontPx * TILE_SMALL);
  const fitting = Math.max(1, Math.floor((innerEm + NUMBER.gap) / (NUMBER.width + NUMBER.gap)));
  const rows = Math.ceil(numbers / fitting);
  return {
    innerEm,
    oneLine: innerEm >= ONE_LINE_EM,
    numbers,
    perRow: rows === 0 ? 0 : Math.ceil(numbers / rows),
  };
}

const numbersFit = ({ innerEm, numbers }: TileLines): boolean => numbers === 0 || innerEm >= NUMBER.width;

/** The height of a tile, in sizes of the letters of its name. */
const tileEm = ({ oneLine, numbers, perRow }: TileLines): number =>
  2 * TILE.padY +
  TILE.name +
  (oneLine ? 1 : 2) * TILE_LINE +
  (numbers === 0 ? 0 : Math.ceil(numbers / perRow) * NUMBER_LINE);

/** As near to squares as it gets. */
function heatGrid(count: number, area: Size, unitPx: number): TileGrid {
  const gapPx = count > 500 ? 2 : 3;
  let best: TileGrid | null = null;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cell = cellOf(columns, rows, area, gapPx);
    const sidePx = Math.min(cell.widthPx, cell.heightPx, unitPx * LARGEST_HEAT);
    if (best === null || sidePx > Math.min(best.cell.widthPx, best.cell.heightPx)) {
      const fontPx = Math.max(6, Math.floor(sidePx * 0.55));
      best = { form: 'heat', columns, rows, cell, fontPx, gapPx, lines: null };
    }
  }
  return (
    best ?? { form: 'heat', columns: 1, rows: 1, cell: area, fontPx: Math.floor(unitPx), gapPx, lines: null }
  );
}

const cellOf = (columns: number, rows: number, area: Size, gapPx: number): Size => ({
  widthPx: Math.floor((area.widthPx + gapPx) / columns),
  heightPx: Math.floor((area.heightPx + gapPx) / rows),
});
