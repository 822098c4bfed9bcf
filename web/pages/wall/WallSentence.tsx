import { splitAtNames } from '../../lib/foreign.ts';
import { turnedWords } from '../../lib/turned-words.ts';

/** A sentence on a wall, where no name leads anywhere: what is written from right to left turns nothing round but itself. */
export function WallSentence({ text }: { text: string }) {
  return splitAtNames(text, turnedWords(text)).map((piece, index) =>
    piece.name ? <bdi key={index}>{piece.text}</bdi> : piece.text,
  );
}
