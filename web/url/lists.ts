/** Lists of free words in one query parameter. */

const escapeItem = (item: string): string => item.replaceAll('%', '%25').replaceAll(',', '%2C');
const unescapeItem = (item: string): string => item.replaceAll('%2C', ',').replaceAll('%25', '%');

/** `a,b`; a comma inside a word is escaped. */
export const formatList = (items: readonly string[]): string => items.map(escapeItem).join(',');

/** The words of a list, each once, the empty ones left out. */
export const parseList = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .filter((item) => item !== '')
      .map(unescapeItem),
  ),
];
