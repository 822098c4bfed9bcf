/** A number never stands at the end of a line with its unit on the next. */
export const keepUnits = (text: string): string => text.replaceAll(/(\d) (?=(?:s|min|h|d)\b)/g, '$1\u00a0');
