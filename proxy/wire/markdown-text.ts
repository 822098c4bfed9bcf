/** Text of anybody's as a piece of a Markdown document that it can't change: it stays text, on its line and in its cell. Pure. */

/** They turn around the order in which the letters beside them are read, or are not seen at all. */
const UNSEEN =
  /[\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

const spelled = (character: string): string =>
  `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;

/**
 * What renderers read in different ways, by its number: a reference is text wherever it stands. The colon of a URL, `@` and
 * `#` are among them, for a renderer makes links and mentions of them by itself.
 */
const BY_NUMBER = /[&<>|\\`@#$]|:(?=\/\/)|(?<=\bwww)\./giu;
const WITH_BACKSLASH = /[*_[\]~!]/gu;

/** At the beginning of a line these would make a list of it, or a heading of the line above. */
const AT_START = /^(?:[-+=]|\d{1,9}(?=[.)](?: |$)))/u;

/** One line, without a meaning in Markdown or HTML. */
export const markdownText = (text: string): string =>
  text
    .replaceAll(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .replaceAll(BY_NUMBER, (character) => `&#${character.codePointAt(0)};`)
    .replaceAll(WITH_BACKSLASH, String.raw`\$&`)
    .replace(AT_START, (start) => (/\d/.test(start) ? `${start}\\` : `\\${start}`))
    .replaceAll(UNSEEN, (character) => spelled(character).replaceAll(/[[\]]/g, String.raw`\$&`));

/** Markdown of a writer's own, set apart as a quotation that nothing in it can end. HTML in it is text. */
export const markdownQuote = (markdown: string): string =>
  markdown
    .replaceAll(UNSEEN, spelled)
    .replaceAll(/<(?=[a-z/!?])/giu, '&lt;')
    .split(/\r\n|[\r\n]/)
    .map((line) =>
      `> ${line.replaceAll(/[\p{Cc}]/gu, (control) => (control === '\t' ? control : ' '))}`.trimEnd(),
    )
    .join('\n');
