/** Text from a cluster may be anything and any length. Pure helpers that keep it from doing harm. */

/** At most `max` UTF-16 units of `text`, with an ellipsis where something was left out; never half a character. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const cut = text.slice(0, max - 1);
  const half = /[\uD800-\uDBFF]$/.test(cut);
  return `${half ? cut.slice(0, -1) : cut}…`;
}

/** A piece of a sentence: plain words, or one of the names it is about. */
export type Piece = { text: string; name: boolean };

const INSIDE_NAME = /[\p{L}\p{N}_-]/u;

/** Takes a sentence apart at whole occurrences of `names`, so that each can be linked and isolated. Joined, the pieces are the sentence. */
export function splitAtNames(sentence: string, names: readonly string[]): Piece[] {
  const longestFirst = names.filter((name) => name !== '').toSorted((a, b) => b.length - a.length);
  const pieces: Piece[] = [];
  let plain = '';
  for (let at = 0; at < sentence.length;) {
    const name = longestFirst.find((candidate) => standsAt(sentence, candidate, at));
    if (name === undefined) {
      plain += sentence.charAt(at);
      at += 1;
      continue;
    }
    if (plain !== '') pieces.push({ text: plain, name: false });
    plain = '';
    pieces.push({ text: name, name: true });
    at += name.length;
  }
  if (plain !== '') pieces.push({ text: plain, name: false });
  return pieces;
}

function standsAt(sentence: string, name: string, at: number): boolean {
  if (!sentence.startsWith(name, at)) return false;
  return !INSIDE_NAME.test(sentence.charAt(at - 1)) && !INSIDE_NAME.test(sentence.charAt(at + name.length));
}

/** Where nothing can isolate a text: without what would turn around, or break, the line that it is in. */
export const undirected = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u2028-\u202e\u2066-\u2069]/gu, '');
