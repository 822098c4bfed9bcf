/** How wide text is and how large it may be to fit, estimated: where a board must fit its screen before it is drawn. Pure. */

/** Widths in em, on the generous side, of IBM Plex Sans; what is none of these is as wide as it is high. */
const WIDTHS: readonly (readonly [pattern: RegExp, em: number])[] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[ \u00a0.,:;'!|ijl]/u, 0.3],
  [/[frt()[\]{}/\\"*I-]/u, 0.42],
  [/[mwMW@%&]/u, 0.95],
  [/[A-Z]/u, 0.68],
  [/[a-z0-9]/u, 0.61],
  [/[ -~\p{Script=Latin}]/u, 0.64],
];

const emOf = (character: string): number => WIDTHS.find(([pattern]) => pattern.test(character))?.[1] ?? 1.05;

/** The width of one line of text, em. */
export function emWidth(text: string): number {
  let em = 0;
  for (const character of text) em += emOf(character);
  return em;
}

const SPACE_EM = emWidth(' ');

/** What is never broken where a line can hold it. `beforeEm`: from the one before it on the same line. */
type Piece = { em: number; beforeEm: number };

/** Words, and the parts of those with hyphens: a browser breaks a line after a hyphen that no figure follows. */
const piecesOf = (text: string): Piece[] =>
  text
    .split(/[^\S\u00a0]+/)
    .flatMap((word) =>
      word
        .split(/(?<=[^-]-)(?=\p{L})/u)
        .map((part, index) => ({ em: emWidth(part), beforeEm: index === 0 ? SPACE_EM : 0 })),
    );

/** Into how many lines text breaks that are `lineEm` long. A word that is longer than a line breaks where the line ends. */
function countLines(pieces: readonly Piece[], lineEm: number): number {
  let lines = 1;
  let usedEm = 0;
  for (const { em, beforeEm } of pieces) {
    const startEm = usedEm === 0 ? 0 : usedEm + beforeEm;
    if (startEm + em <= lineEm) {
      usedEm = startEm + em;
      continue;
    }
    if (usedEm > 0) lines += 1;
    const whole = Math.ceil(em / lineEm) - 1;
    lines += Math.max(0, whole);
    usedEm = em - Math.max(0, whole) * lineEm;
  }
  return lines;
}

/** How many lines text takes that may be `lineEm` long. */
export const lineCount = (text: string, lineEm: number): number =>
  countLines(piecesOf(text), Math.max(1, lineEm));

/** The first of `texts` that fits into a line of `lineEm`; empty where none does. */
export const firstFitting = (texts: readonly string[], lineEm: number): string =>
  texts.find((text) => emWidth(text) <= lineEm) ?? '';

type Box = { widthPx: number; heightPx: number };

/**
 * The largest size of letters (px) in which text fits into a box, between `leastPx` and `mostPx`; `leastPx` where none does.
 * `lineHeight`: of a line, em.
 */
export function fitPx(text: string, box: Box, leastPx: number, mostPx: number, lineHeight = 1.2): number {
  const pieces = piecesOf(text);
  const fits = (px: number): boolean =>
    countLines(pieces, Math.max(1, box.widthPx / px)) * px * lineHeight <= box.heightPx;
  let px = Math.floor(mostPx);
  while (px > leastPx && !fits(px)) px -= 1;
  return Math.max(px, Math.ceil(leastPx));
}
