/** The clusters beside a board, each with its name and all of its sentence, as many as there is room for. Pure. */
import { keepUnits } from '../../lib/keep-units.ts';
import { emWidth, lineCount } from '../../lib/text-fit.ts';
import { BOLD } from './wall-grid.ts';
import type { Size } from './wall-layout.ts';
import { fittingName, restWords } from './wall-names.ts';

/** In units. `form`: with what is between it and the name; `gap`: between the name and the word. */
export const PANEL = { head: 1.35, pad: 0.4, bar: 0.35, form: 1.3, gap: 0.4, line: 1.16 } as const;
/** Between panels and round them, and the height of the line below them, in units. */
export const PANELS = { gap: 0.4, rest: 1.2 } as const;
/** What must be left of a name before a word may be beside it, em. */
const LEAST_NAME = 6;
/** Where not even one panel would fit, letters become smaller, down to this. */
const SHRUNK = 0.4;

/** A cluster as a panel tells of it: by its name and a sentence. */
export type Told = { name: string; sentence: string };

export type PanelsLayout = {
  /** The size of the letters of panels, px. */
  unitPx: number;
  /** The least height of each that is shown, px. */
  heightsPx: readonly number[];
  /** Whom there is no room for, in words; empty: all are shown. */
  rest: string;
};

/** `clusters`: the worst first. */
export function panelsLayout(
  clusters: readonly Told[],
  { widthPx, heightPx }: Size,
  mostPx: number,
): PanelsLayout {
  const leastPx = Math.ceil(mostPx * SHRUNK);
  for (let unitPx = mostPx; ; unitPx -= 1) {
    const room = { widthEm: widthPx / unitPx - 2 * PANELS.gap, heightEm: heightPx / unitPx - PANELS.gap };
    const needsEm = clusters.map(({ sentence }) => panelEm(sentence, room.widthEm));
    const shown = fittingPanels(needsEm, room.heightEm);
    if (shown === 0 && unitPx > leastPx) continue;
    const heightsPx = needsEm.slice(0, shown).map((em) => Math.ceil(em * unitPx));
    return { unitPx, heightsPx, rest: restOf(clusters.length - shown, room.widthEm) };
  }
}

/** The height of a panel with all of its sentence in letters of a unit, in units; `widthEm`: of the panel. */
const panelEm = (sentence: string, widthEm: number): number =>
  2 * PANEL.pad +
  PANEL.head +
  PANEL.line * lineCount(keepUnits(sentence), widthEm - PANEL.bar - 2 * PANEL.pad);

/** How many panels of such heights fit, with a line about the others where it is not all of them. */
function fittingPanels(needsEm: readonly number[], heightEm: number): number {
  let usedEm = 0;
  let fitting = 0;
  for (const [index, needEm] of needsEm.entries()) {
    usedEm += needEm + PANELS.gap;
    const last = index === needsEm.length - 1;
    if (usedEm + (last ? 0 : PANELS.rest + PANELS.gap) <= heightEm) fitting = index + 1;
  }
  return fitting;
}

const restOf = (rest: number, roomEm: number): string =>
  rest === 0 ? '' : restWords(rest, roomEm, ', none of them worse');

/** The head of a panel: the name comes before its level in words, which the form tells, too. `lineEm`: of the line. */
export function panelHead(name: string, word: string, lineEm: number): { name: string; word: string | null } {
  const roomEm = lineEm - PANEL.form;
  const besideEm = roomEm - PANEL.gap - emWidth(word);
  const fits = besideEm >= Math.min(emWidth(name) * BOLD, LEAST_NAME);
  return { name: fittingName(name, (fits ? besideEm : roomEm) / BOLD), word: fits ? word : null };
}
