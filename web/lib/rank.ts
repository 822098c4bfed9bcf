/** How well what somebody types fits a name. Pure. */

/** What can be found: by its name first, and by the words around it. All in lower case. */
export type Target = { name: string; around: string };

export const toTarget = (name: string, around: string): Target => ({
  name: name.toLowerCase(),
  around: around.toLowerCase(),
});

const EXACT = 0;
const PREFIX = 1;
const WORD_START = 2;
const INSIDE = 3;
const SCATTERED = 4;
/** What begins a word around the name comes after all that is found in one. */
const AROUND = 5;

/**
 * The rank of a target for what was typed, lower is better; null: it does not fit. The whole of it may be found in the
 * name, or else every word of it in the name or around it: then the ranks of the words add up. Nothing typed fits
 * everything alike.
 */
export function rankOf(typed: string, target: Target): number | null {
  const query = typed.trim().toLowerCase();
  if (query === '') return EXACT;
  const words = query.split(/\s+/);
  const ranks = words.map((word) => wordRank(word, target));
  const whole = placeRank(query, target.name);
  const summed = ranks.reduce<number | null>(
    (sum, rank) => (sum === null || rank === null ? null : sum + rank),
    0,
  );
  if (whole === null || summed === null) return whole ?? summed;
  return Math.min(whole, summed);
}

function wordRank(word: string, { name, around }: Target): number | null {
  const inName = placeRank(word, name);
  if (inName !== null) return inName;
  if (isScattered(word, name)) return SCATTERED;
  // A letter or two are inside of some word of nearly everything.
  const nearby = placeRank(word, around);
  return nearby === null || nearby === INSIDE ? null : AROUND + nearby;
}

/** Where the text holds all of the query in one piece; null: nowhere. */
function placeRank(query: string, text: string): number | null {
  if (text === query) return EXACT;
  let at = text.indexOf(query);
  if (at < 0) return null;
  if (at === 0) return PREFIX;
  for (; at >= 0; at = text.indexOf(query, at + 1)) if (beginsWord(text, at)) return WORD_START;
  return INSIDE;
}

/** A word begins after anything that is neither letter nor digit, and where one of these turns into the other. */
function beginsWord(text: string, at: number): boolean {
  const before = text.charAt(at - 1);
  if (!/[\p{L}\p{N}]/u.test(before)) return true;
  return /\p{N}/u.test(before) !== /\p{N}/u.test(text.charAt(at));
}

/** All letters of the query stand in the text in their order, with others between them. */
function isScattered(query: string, text: string): boolean {
  let at = -1;
  for (const letter of query) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}
