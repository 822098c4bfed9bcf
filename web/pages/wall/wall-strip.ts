/** The line with all clusters above the one whose turn it is. Pure; all sizes in units. */
import { emWidth } from '../../lib/text-fit.ts';
import { BOLD } from './wall-grid.ts';
import { fittingName, restWords } from './wall-names.ts';
import { type WallSummary, levelLook } from './wall-summary.ts';

/** `form`: its size; `between`: between the parts of an entry. */
export const STRIP = { height: 1.9, gap: 1.1, form: 0.8, between: 0.4, pad: 0.75 } as const;
/** As far as a name is shown, and what must be left of it before words may be beside it, em. */
const NAME = { longest: 12, least: 8 } as const;

type Named = Pick<WallSummary, 'key' | 'name' | 'level' | 'told'>;

/** `word`: its level; null where it is well, or where there is no room for it beside the name. */
export type StripEntry<Each extends Named> = { cluster: Each; name: string; word: string | null };

/** `rest`: whom there is no room for, in words; empty: all are shown. */
export type StripLayout<Each extends Named> = { entries: StripEntry<Each>[]; rest: string };

/** As many as fit into a line of `widthEm`, in their order, and the one that is shown always among them. */
export function stripLayout<Each extends Named>(
  clusters: readonly Each[],
  current: string,
  widthEm: number,
): StripLayout<Each> {
  const roomEm = widthEm - 2 * STRIP.pad;
  const entries = clusters.map((cluster) => usualEntry(cluster));
  if (lengthOf(entries) <= roomEm) return { entries, rest: '' };
  const others = clusters.length - 1;
  const first = entries.find(({ cluster }) => cluster.key === current);
  const firstEm = first === undefined ? 0 : STRIP.gap + leastEm(first);
  // That there are others counts more than in how many words.
  const rest = (left: number): string => (left === 0 ? '' : restWords(left, roomEm - firstEm));
  let leftEm = roomEm - (others === 0 ? 0 : emWidth(rest(others)) + STRIP.gap);
  const shown = first === undefined ? undefined : fittingEntry(first, leftEm);
  if (shown !== undefined) leftEm -= entryEm(shown);
  const fitting = entries.flatMap((entry) => {
    if (entry === first) return shown === undefined ? [] : [shown];
    leftEm -= STRIP.gap + entryEm(entry);
    return leftEm >= 0 ? [entry] : [];
  });
  return { entries: fitting, rest: rest(clusters.length - fitting.length) };
}

const usualEntry = <Each extends Named>(cluster: Each): StripEntry<Each> => ({
  cluster,
  name: fittingName(cluster.name, NAME.longest),
  word: cluster.level === 'ok' ? null : levelLook(cluster).word,
});

/** What is round the name. The letters of the one that is shown are bold, and a little wider. */
const roundEm = ({ word }: StripEntry<Named>): number =>
  STRIP.form + STRIP.between + (word === null ? 0 : STRIP.between + emWidth(word));
const entryEm = (entry: StripEntry<Named>): number => roundEm(entry) + emWidth(entry.name) * BOLD;
const lengthOf = (entries: readonly StripEntry<Named>[]): number =>
  entries.reduce((sum, entry) => sum + entryEm(entry) + STRIP.gap, -STRIP.gap);
const leastNameEm = ({ name }: StripEntry<Named>): number => Math.min(emWidth(name), NAME.least) * BOLD;
const leastEm = (entry: StripEntry<Named>): number => roundEm(entry) + leastNameEm(entry);

/** In a line of `roomEm`: the name comes before its level in words, which the form tells, too. */
function fittingEntry<Each extends Named>(entry: StripEntry<Each>, roomEm: number): StripEntry<Each> {
  const fitted = leastEm(entry) <= roomEm ? entry : { ...entry, word: null };
  return {
    ...fitted,
    name: fittingName(entry.cluster.name, Math.min(NAME.longest, (roomEm - roundEm(fitted)) / BOLD)),
  };
}
