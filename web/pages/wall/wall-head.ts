/** The head of a verdict: its word, since when, and whose it is, in one line or in two. Pure; all sizes in units. */
import { emWidth } from '../../lib/text-fit.ts';
import { BOLD } from './wall-grid.ts';
import { fittingName } from './wall-names.ts';

export type HeadWords = {
  word: string;
  /** Null: there is nothing to say. */
  since: string | null;
  /** Of the cluster. */
  name: string;
  demo: boolean;
  /** Then since when is all that counts. */
  stale: boolean;
};

export type HeadLayout = {
  /** In two, since when has a line of its own. */
  lines: 1 | 2;
  wordEm: number;
  /** Null: it is not said. */
  sinceEm: number | null;
  /** Null: there is no room for it. */
  name: string | null;
};

/** `shape`: with what is beside it. `name`: as far as a name has to be read whole before anything else may be beside it. */
const HEAD = {
  shape: 1.9,
  word: 1.35,
  since: 1,
  staleSince: 1.2,
  name: 12,
} as const;
/** What the name is written in, what is before it, and before the word that a cluster is simulated; what is worth nothing. */
const NAME = { size: 1.2 * BOLD, gap: 1, demo: 4.5, least: 3 } as const;
/** Between the word and since when. */
const GAP = 0.5;

/**
 * `widthEm`: of a line. `tall`: there is room for two of them. On a wall of several clusters nobody knows whose verdict it is
 * without the name, so that since when gives way to it where the data are fresh: the sentence says how long.
 */
export function headLayout(
  widthEm: number,
  tall: boolean,
  { word, since, name, demo, stale }: HeadWords,
): HeadLayout {
  const roomEm = widthEm - HEAD.shape;
  const wordEm = Math.min(HEAD.word, roomEm / emWidth(word));
  const leftEm = roomEm - wordEm * emWidth(word);
  const beforeNameEm = NAME.gap + (demo ? NAME.demo : 0);
  const wantedEm = Math.min(HEAD.name, beforeNameEm + emWidth(name) * NAME.size);
  const nameIn = (em: number): string | null => {
    const lettersEm = (em - beforeNameEm) / NAME.size;
    return lettersEm >= Math.min(NAME.least, emWidth(name)) ? fittingName(name, lettersEm) : null;
  };
  const alone = { lines: 1, wordEm, sinceEm: null, name: nameIn(leftEm) } as const;
  if (since === null) return alone;
  const textEm = emWidth(since) * (stale ? BOLD : 1);
  const sinceEm = stale ? HEAD.staleSince : HEAD.since;
  const besideEm = leftEm - GAP - textEm * sinceEm;
  if (besideEm >= wantedEm) return { ...alone, sinceEm, name: nameIn(besideEm) };
  if (!tall && !stale) return alone;
  return { ...alone, lines: 2, sinceEm: Math.min(sinceEm, widthEm / textEm) };
}
