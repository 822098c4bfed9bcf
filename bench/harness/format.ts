/** How figures are written: no more digits than the measurement bears. */
import type { Spread } from './statistics.ts';

/** Three significant digits, thousands apart by commas: `0.0312`, `3.14`, `41,300`; `–` for what is no number. */
export function figure(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return new Intl.NumberFormat('en', { maximumSignificantDigits: 3 }).format(value);
}

/** The median, and the range beside it: `41,300 (39,000 to 43,100)`; the figure alone where there is no range to see. */
export function withRange({ median, min, max }: Spread): string {
  const [low, high] = [figure(min), figure(max)];
  return low === high ? figure(median) : `${figure(median)} (${low} to ${high})`;
}

export const percent = (share: number): string =>
  Number.isFinite(share) ? `${Math.round(share * 100)} %` : '–';

/** A table in Markdown, its columns aligned for those who read it as it is. */
export function markdownTable(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [columns, ...rows].map((cells) => cells.map((cell) => cell.replaceAll('|', '\\|')));
  const widths = columns.map((_, column) =>
    Math.max(3, ...lines.map((cells) => (cells[column] ?? '').length)),
  );
  const line = (cells: readonly string[]): string =>
    `| ${widths.map((width, column) => (cells[column] ?? '').padEnd(width)).join(' | ')} |`;
  const [head = [], ...body] = lines;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map(line)].join('\n');
}
