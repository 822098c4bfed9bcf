/** How a board fills a screen, whatever its size and however many members: in pixels, before anything is drawn. Pure. */

export type Size = { widthPx: number; heightPx: number };

/** From five metres, letters of this part of the screen's height can just be read. */
const READABLE = 1 / 45;
/** Of what can be read, what can be read from nearer by. */
const SMALL = 0.66;

export type WallLayout = {
  /** The smallest letters that must be read, px: everything else is a multiple of it. */
  unitPx: number;
  /** The smallest for the names of members that are well: whoever is not is named elsewhere, too. */
  smallPx: number;
  portrait: boolean;
  padPx: number;
  verdictPx: number;
  footPx: number;
  /** What is left for the members. */
  members: Size;
};

/** The size of the smallest letters that must be read on a screen, px. */
export const readablePx = (screen: Size): number => Math.ceil(screen.heightPx * READABLE);

/**
 * A board of a size on a screen on which letters must be `unitPx` large. Upright boards have more lines, and room for less
 * beside each other.
 */
export function wallLayout({ widthPx, heightPx }: Size, unitPx: number): WallLayout {
  const portrait = heightPx > widthPx;
  const padPx = Math.round(unitPx * 0.75);
  const verdictPx = Math.round(heightPx * (portrait ? 0.25 : 0.27));
  const footPx = Math.round(unitPx * (portrait ? 11 : 7));
  return {
    unitPx,
    smallPx: Math.min(unitPx, widthPx * READABLE) * SMALL,
    portrait,
    padPx,
    verdictPx,
    footPx,
    members: { widthPx: widthPx - 2 * padPx, heightPx: heightPx - verdictPx - footPx - 2 * padPx },
  };
}

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
};

/** A tile's other lines are smaller than its name, and must be read as well. */
export const TILE_SMALL = 0.78;
export const TILE_GAP_EM = 0.3;
/** Another line on a tile, and the three that each has, in sizes of the letters of its name. */
const TILE_LINE_EM = 1.2 * TILE_SMALL + TILE_GAP_EM;
const TILE_EM = 1.2 + 2 * TILE_LINE_EM;

/** How many more lines there is room for on a tile. */
export const spareLines = ({ cell, gapPx, fontPx }: TileGrid): number =>
  Math.max(0, Math.floor(((cell.heightPx - gapPx) / fontPx - TILE_EM - 0.8) / TILE_LINE_EM));

/** What a form needs of room, in sizes of its letters: round the name, and where the name is short. */
type Need = { besideEm: number; leastEm: number; heightEm: number };

const NEEDS: Readonly<Record<Exclude<TileForm, 'heat'>, Need>> = {
  tile: { besideEm: 3, leastEm: 10.5, heightEm: TILE_EM + 0.6 },
  pair: { besideEm: 2.6, leastEm: 8.6, heightEm: 2.4 },
  line: { besideEm: 2.6, leastEm: 4, heightEm: 1.75 },
};

/** Letters need not grow beyond this, in units. */
const LARGEST = 3;
/** What empty cells cost, as a share of the letters' size: full rows are calmer than slightly larger letters. */
const GAPS_COST = 0.5;
/** Names longer than this are cut rather than have everything shrink, em. */
const LONGEST_NAME_EM = 14;
/** A heat cell need not be larger, in units. */
const LARGEST_HEAT = 4;

/** The arrangement in which names are largest, in the most telling form that can be read. `nameEm`: of the widest name. */
export function tileGrid(
  count: number,
  nameEm: number,
  area: Size,
  { unitPx, smallPx }: Pick<WallLayout, 'unitPx' | 'smallPx'>,
): TileGrid {
  const tile = largest('tile', count, nameEm, area, unitPx);
  if (tile.fontPx * TILE_SMALL >= unitPx) return tile;
  const pair = largest('pair', count, nameEm, area, unitPx);
  if (pair.fontPx * TILE_SMALL >= unitPx) return pair;
  const line = largest('line', count, nameEm, area, unitPx);
  if (line.fontPx >= smallPx) return line;
  return heatGrid(count, area, unitPx);
}

const gapFor = (count: number, unitPx: number): number =>
  Math.max(2, Math.round(unitPx * (count <= 12 ? 0.35 : count <= 60 ? 0.25 : 0.12)));

function largest(
  form: Exclude<TileForm, 'heat'>,
  count: number,
  nameEm: number,
  area: Size,
  unitPx: number,
): TileGrid {
  const { besideEm, leastEm, heightEm } = NEEDS[form];
  const widthEm = Math.max(leastEm, Math.min(nameEm, LONGEST_NAME_EM) + besideEm);
  const gapPx = gapFor(count, unitPx);
  let best: TileGrid | null = null;
  let bestScore = -Infinity;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    // Columns that the last row would leave empty only make the others narrower.
    if (Math.ceil(count / rows) < columns) continue;
    const cell = cellOf(columns, rows, area, gapPx);
    const fontPx = Math.floor(
      Math.min((cell.widthPx - gapPx) / widthEm, (cell.heightPx - gapPx) / heightEm, unitPx * LARGEST),
    );
    const score = fontPx * (1 - GAPS_COST * (1 - count / (columns * rows)));
    if (score <= bestScore) continue;
    best = { form, columns, rows, cell, fontPx, gapPx };
    bestScore = score;
  }
  return best ?? { form, columns: 1, rows: 1, cell: area, fontPx: Math.floor(unitPx), gapPx };
}

/** As near to squares as it gets. */
function heatGrid(count: number, area: Size, unitPx: number): TileGrid {
  const gapPx = count > 500 ? 2 : 3;
  let best: TileGrid | null = null;
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const cell = cellOf(columns, rows, area, gapPx);
    const sidePx = Math.min(cell.widthPx, cell.heightPx, unitPx * LARGEST_HEAT);
    if (best === null || sidePx > Math.min(best.cell.widthPx, best.cell.heightPx)) {
      best = { form: 'heat', columns, rows, cell, fontPx: Math.max(6, Math.floor(sidePx * 0.55)), gapPx };
    }
  }
  return best ?? { form: 'heat', columns: 1, rows: 1, cell: area, fontPx: Math.floor(unitPx), gapPx };
}

const cellOf = (columns: number, rows: number, area: Size, gapPx: number): Size => ({
  widthPx: Math.floor((area.widthPx + gapPx) / columns),
  heightPx: Math.floor((area.heightPx + gapPx) / rows),
});
