/** How wide text is and how large it may be to fit, estimated: where a board must fit its screen before it is drawn. Pure. */

/** Widths in em, on the generous side, of IBM Plex Sans; what is none of these is as wide as it is high. */
const WIDTHS: readonly (readonly [pattern: RegExp, em: number])[] = [
  [/[\p{M}\p{Cf}]/u, 0],
  [/[ .,:;'!|ijl]/u, 0.3],
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

/** Words leave the ends of lines ragged: so much of a line is not used, em, but no more than so much of it. */
const RAGGED_EM = 4;
const RAGGED_SHARE = 0.2;

type Box = { widthPx: number; heightPx: number };

/**
 * The largest size of letters (px) in which text `em` wide fits into a box, between `leastPx` and `mostPx`; `leastPx` where
 * none does. `lineHeight`: of a line, em.
 */
export function fitPx(em: number, box: Box, leastPx: number, mostPx: number, lineHeight = 1.2): number {
  const fits = (px: number): boolean => {
    const perLine = box.widthPx / px;
    const lines = em <= perLine ? 1 : Math.ceil(em / (perLine - Math.min(RAGGED_EM, perLine * RAGGED_SHARE)));
    return lines * px * lineHeight <= box.heightPx;
  };
  let px = Math.floor(mostPx);
  while (px > leastPx && !fits(px)) px -= 1;
  return Math.max(px, Math.ceil(leastPx));
}
