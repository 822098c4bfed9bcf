/** How a board fills a screen, whatever its size and its words: in pixels, before anything is drawn. Pure. */
import { emWidth, fitPx, lineCount } from '../../lib/text-fit.ts';
import type { WallPart } from '../../url/wall-settings.ts';
import { type HeadLayout, type HeadWords, headLayout } from './wall-head.ts';

export type Size = { widthPx: number; heightPx: number };

/** From five metres, letters of this part of the screen's height can just be read. */
const READABLE = 1 / 45;
/** Of what can be read, what can be read from nearer by. */
const SMALL = 0.66;

/** What the top of a board says. `quorum`: null where the sentence says the same. */
export type WallWords = { head: HeadWords; sentence: string; quorum: string | null };

export type WallLayout = {
  /** The smallest letters that must be read, px: everything else is a multiple of it. */
  unitPx: number;
  /** The smallest for the names of members that are well: whoever is not is named elsewhere, too. */
  smallPx: number;
  portrait: boolean;
  padPx: number;
  verdict: VerdictLayout;
  foot: FootLayout;
  /** What is left for the members. */
  members: Size;
};

export type VerdictLayout = {
  heightPx: number;
  /** Between its edges and its words, and between its parts. */
  padPx: number;
  barPx: number;
  gapPx: number;
  /** Of all its lines. */
  headPx: number;
  head: HeadLayout;
  sentencePx: number;
  /** Of which the sentence has no more: what would be the next is cut off as a whole. */
  sentenceLines: number;
  /** Null: there is nothing to say, or no room for it. */
  quorumPx: number | null;
};

/** The parts that there is room for, in rows. The age of the data is below them, and has `agePx`. */
export type FootLayout = { heightPx: number; agePx: number; rows: readonly (readonly FootPart[])[] };

/** The size of the smallest letters that must be read on a screen, px; `scale`: for other distances than five metres. */
export const readablePx = (screen: Size, scale = 1): number => Math.ceil(screen.heightPx * READABLE * scale);

const PAD = 0.75;
/** The height of the bar that shows the age of the data, in units. */
const AGE = 1.7;
/** What the members must have, in units, and as a share of the height. */
const LEAST_MEMBERS = { units: 4.5, share: 0.2 };

type WallContent = { show: readonly WallPart[]; words: WallWords };

/**
 * A board of a size on a screen on which letters must be `unitPx` large. Upright boards have more lines, and room for less
 * beside each other. Where not everything fits, parts of the foot go first, then the line about the quorum: the verdict, the
 * members and the age of the data stay.
 */
export function wallLayout(
  { widthPx, heightPx }: Size,
  unitPx: number,
  { show, words }: WallContent,
): WallLayout {
  const portrait = heightPx > widthPx;
  // A narrow screen has no room to lose.
  const padPx = Math.round(Math.min(unitPx * PAD, widthPx / 20));
  const agePx = Math.round(unitPx * AGE);
  const leastPx = Math.max(unitPx * LEAST_MEMBERS.units, heightPx * LEAST_MEMBERS.share) + 2 * padPx;
  // By the usual height of the verdict, not by its words: whether there is a clock must not depend on what has happened.
  const usualPx = usualVerdictPx({ widthPx, heightPx }, unitPx);
  const foot = footLayout(
    show,
    { widthPx, heightPx: heightPx - usualPx - leastPx - agePx },
    unitPx,
    portrait,
  );
  const mostPx = heightPx - foot.heightPx - agePx - leastPx;
  const usual = { widthPx, heightPx: usualPx };
  const verdict = verdictLayout(words, usual, Math.max(mostPx, usualPx), {
    unitPx,
    // However much larger all letters are, what could just be read without that is better than words that are lost.
    shrunkPx: Math.min(unitPx * SENTENCE.shrunk, heightPx * READABLE),
    tall: portrait,
  });
  const leftPx = heightPx - verdict.heightPx - foot.heightPx - agePx - 2 * padPx;
  return {
    unitPx,
    smallPx: Math.min(unitPx, widthPx * READABLE) * SMALL,
    portrait,
    padPx,
    verdict,
    foot,
    members: { widthPx: widthPx - 2 * padPx, heightPx: Math.max(1, leftPx) },
  };
}

/** In units. */
const VERDICT = { bar: 0.5, pad: 0.7, gap: 0.35, head: 1.75, secondLine: 1.5, quorum: 1.05 };
/**
 * In units: what letters of the sentence should be at least and at most; and what they may shrink to before words are lost.
 * `usual`: how long a sentence of trouble is, em.
 */
const SENTENCE = { least: 1.15, most: 4, shrunk: 0.5, usual: 40 };
export const SENTENCE_LINE = 1.16;
export const QUORUM_LINE = 1.25;

/** What is usual on such a screen: a share of it, and enough for a sentence of trouble. */
function usualVerdictPx({ widthPx, heightPx }: Size, unitPx: number): number {
  const innerEm = Math.max(1, widthPx / unitPx - 2 * VERDICT.pad - 2 * VERDICT.bar);
  const lines = Math.ceil((SENTENCE.usual * SENTENCE.least) / innerEm);
  const leastEm = 2 * VERDICT.pad + VERDICT.head + VERDICT.gap + lines * SENTENCE.least * SENTENCE_LINE;
  const sharePx = heightPx * (heightPx > widthPx ? 0.28 : 0.26);
  return Math.round(Math.min(heightPx * 0.5, Math.max(sharePx, leastEm * unitPx)));
}

/** The usual height, and more where the sentence does not fit into it. */
function verdictLayout(
  words: WallWords,
  usual: Size,
  mostPx: number,
  { unitPx, shrunkPx, tall }: { unitPx: number; shrunkPx: number; tall: boolean },
): VerdictLayout {
  const padPx = Math.round(Math.min(unitPx * VERDICT.pad, usual.widthPx / 20));
  const barPx = Math.round(unitPx * VERDICT.bar);
  const gapPx = Math.round(unitPx * VERDICT.gap);
  const innerPx = Math.max(1, usual.widthPx - 2 * padPx - 2 * barPx);
  const head = headLayout(innerPx / unitPx, tall, words.head);
  const headPx = Math.round(unitPx * (VERDICT.head + (head.lines - 1) * VERDICT.secondLine));
  const roundPx = 2 * padPx + headPx + gapPx;
  const leastPx = Math.ceil(unitPx * SENTENCE.least);
  const neededPx = Math.ceil(lineCount(words.sentence, innerPx / leastPx) * leastPx * SENTENCE_LINE);
  const wantedPx = Math.round(unitPx * VERDICT.quorum);
  const belowPx =
    words.quorum === null
      ? 0
      : Math.ceil(lineCount(words.quorum, innerPx / wantedPx) * wantedPx * QUORUM_LINE) + gapPx;
  const quorumFits = words.quorum !== null && roundPx + neededPx + belowPx <= mostPx;
  const takenPx = roundPx + (quorumFits ? belowPx : 0);
  const heightPx = Math.round(Math.min(mostPx, Math.max(usual.heightPx, takenPx + neededPx)));
  const roomPx = Math.max(1, heightPx - takenPx);
  const sentencePx = fitPx(
    words.sentence,
    { widthPx: innerPx, heightPx: roomPx },
    neededPx > roomPx ? shrunkPx : leastPx,
    neededPx > roomPx ? leastPx : unitPx * SENTENCE.most,
    SENTENCE_LINE,
  );
  return {
    heightPx,
    padPx,
    barPx,
    gapPx,
    headPx,
    head,
    sentencePx,
    sentenceLines: Math.max(1, Math.floor(roomPx / (sentencePx * SENTENCE_LINE) + 0.02)),
    quorumPx: quorumFits ? wantedPx : null,
  };
}

const FOOT_PARTS = ['activity', 'quorum', 'clock'] as const;
export type FootPart = (typeof FOOT_PARTS)[number];

/** In units. The changes take what is left of the width. */
const FOOT: Readonly<Record<FootPart, { width: number; height: number }>> = {
  activity: { width: 17, height: 4.4 },
  quorum: { width: 10.2, height: 3 },
  clock: { width: 10.8, height: 3.9 },
};
export const FOOT_GAP = { beside: 1.5, below: 0.6, round: 0.5 } as const;

/** What goes where there is not room for all: the verdict speaks of the quorum, too; then what has been, then the time. */
const LEFT_OUT: readonly (readonly FootPart[])[] = [
  [],
  ['quorum'],
  ['activity'],
  ['activity', 'quorum'],
  FOOT_PARTS,
];

function footLayout(show: readonly WallPart[], room: Size, unitPx: number, portrait: boolean): FootLayout {
  const widthEm = room.widthPx / unitPx - 2 * PAD;
  const asked = FOOT_PARTS.filter((part) => show.includes(part) && FOOT[part].width <= widthEm);
  const agePx = Math.round(unitPx * AGE);
  for (const left of LEFT_OUT) {
    const parts = asked.filter((part) => !left.includes(part));
    for (const rows of portrait ? [stacked(parts, widthEm)] : [[parts], stacked(parts, widthEm)]) {
      const heightPx = Math.round(rowsEm(rows) * unitPx);
      if (rows.every((row) => rowEm(row) <= widthEm) && heightPx <= room.heightPx) {
        return { heightPx, agePx, rows: rows.filter((row) => row.length > 0) };
      }
    }
  }
  return { heightPx: 0, agePx, rows: [] };
}

/** The changes above the others, which are beside each other where there is room. */
function stacked(parts: readonly FootPart[], widthEm: number): FootPart[][] {
  const above = parts.filter((part) => part === 'activity');
  const below = parts.filter((part) => part !== 'activity');
  return [above, ...(rowEm(below) <= widthEm ? [below] : below.map((part) => [part]))];
}

const rowEm = (row: readonly FootPart[]): number =>
  row.reduce((sum, part) => sum + FOOT[part].width, 0) + FOOT_GAP.beside * Math.max(0, row.length - 1);

/** How long a line of the changes may be, em: `row` is theirs. */
export function changesRoomEm({ members, unitPx }: WallLayout, row: readonly FootPart[]): number {
  return FOOT.activity.width + members.widthPx / unitPx - rowEm(row);
}

/** In em: the form of a voter and the gap behind it, where there is room; the least that can be told apart; before their number. */
export const VOTER = { size: 1.1, gap: 0.35, least: 0.6, before: 0.3 } as const;

/** By how much smaller the forms of so many voters have to be to stand before their number; null: they could not be told apart. */
export function voterScale(voters: number, number: string): number | null {
  const roomEm = FOOT.quorum.width - VOTER.before - emWidth(number);
  const scale = Math.min(1, roomEm / (voters * (VOTER.size + VOTER.gap)));
  return VOTER.size * scale < VOTER.least ? null : scale;
}

function rowsEm(rows: readonly (readonly FootPart[])[]): number {
  const filled = rows.filter((row) => row.length > 0);
  if (filled.length === 0) return 0;
  const heights = filled.map((row) => Math.max(...row.map((part) => FOOT[part].height)));
  return (
    heights.reduce((sum, height) => sum + height, 0) +
    FOOT_GAP.below * (filled.length - 1) +
    2 * FOOT_GAP.round
  );
}
