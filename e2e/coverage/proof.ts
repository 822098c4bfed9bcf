/** Whether a panel shows what its row in the document says that it does. Pure. */
import type { CoverageRow } from './document.ts';
import { type Value, valuesAt } from './values.ts';

/** A panel as it is read. */
export type PanelText = {
  /** All of it, and what it says on hover. */
  text: string;
  /** What stands beside each term and below each head of a column. */
  cells: ReadonlyMap<string, readonly string[]>;
};

/** What is wrong with a place where a field of these values should be shown; null: nothing. Empty values prove nothing. */
export function problemOf(
  { shown, field }: Pick<CoverageRow, 'shown' | 'field'>,
  label: string | null,
  panel: PanelText,
  values: readonly Value[],
): string | null {
  if (shown === 'as JSON') return isInJson(panel.text, field, values) ? null : 'it is not in the JSON';
  const texts = label === null ? [panel.text] : besides(label, panel);
  if (texts.length === 0) return `there is no "${label}"`;
  if (shown === 'in words') {
    const isEmpty = texts.every((text) => ['', '–'].includes(text.trim()));
    return isEmpty && values.some((value) => value !== 0 && value !== false) ? 'nothing stands there' : null;
  }
  const missing = values.find((value) => !texts.some((text) => isIn(text, value)));
  return missing === undefined ? null : `"${missing}" is not there`;
}

/** Where there is no such term or column it is any words of the panel. Several of a kind are numbered: Socket 0, Socket 1. */
function besides(label: string, { text, cells }: PanelText): string[] {
  const beside = [...cells].flatMap(([term, contents]) =>
    term === label || (/^ \d+$/.test(term.slice(label.length)) && term.startsWith(label))
      ? [term, ...contents]
      : [],
  );
  const proper = beside.length > 0 ? beside.filter((each) => each !== label) : beside;
  return beside.length > 0 || !flat(text).includes(label) ? proper : [text];
}

/** Whole: 1 is not in 12 or 0.1, and `trusted` not in `core.trusted_proxies`. */
function isIn(text: string, value: Value): boolean {
  const [around, wanted] = [flat(text), flat(String(value))];
  const inside = typeof value === 'number' ? /[\p{L}\p{N}_.]/u : /[\p{L}\p{N}_]/u;
  for (let at = around.indexOf(wanted); at !== -1; at = around.indexOf(wanted, at + 1)) {
    const [before, after] = [around.charAt(at - 1), around.charAt(at + wanted.length)];
    if (!inside.test(before) && !inside.test(after)) return true;
  }
  return false;
}

const flat = (text: string): string => text.replace(/\s+/g, ' ').trim();

/** The proxy's answers have the value of a part beside how it stands. */
function isInJson(text: string, field: string, values: readonly Value[]): boolean {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return false;
  }
  const held = valuesAt(answer, `value.${field}`);
  return values.every((value) => held.includes(value));
}
