const TURNED = '\\u0590-\\u08ff\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufb1d-\\ufdff\\ufe70-\\ufefc';
const TURNED_WORD = new RegExp(`[^\\s,:]*[${TURNED}][^\\s,:]*(?<!\\.)`, 'gu');

/** The words that are written from right to left, or ask for it: what to isolate in a sentence whose names are not known. */
export const turnedWords = (sentence: string): string[] => sentence.match(TURNED_WORD) ?? [];
