/** Texts from outside on their way to a log or a terminal: one line, and nothing in it that is not seen for what it is. Pure. */

/**
 * Control characters, which terminals obey; line ends of any kind; and what turns around the order in which the letters
 * beside it are read, or is not seen at all.
 */
const UNSEEN =
  /\p{Cc}|[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Cs}/gu;
const LINE_END = '\n';

const spelled = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/** A text as a piece of a line. */
export const legible = (text: string): string => text.replaceAll(UNSEEN, spelled);

/** Lines of ours, each with its end, whatever was put into them. */
export const legibleLines = (text: string): string => text.split(LINE_END).map(legible).join(LINE_END);
