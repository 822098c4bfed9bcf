/** Lines of columns: the first one stands left, the others, which are figures, right. */
export function toColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  '),
  );
}

const STEPS = [
  [10 ** 12, 'TB'],
  [10 ** 9, 'GB'],
  [10 ** 6, 'MB'],
  [10 ** 3, 'kB'],
] as const;

/** About so many bytes, in three figures: 1234567 → `1.23 MB`. */
export function formatBytes(bytes: number): string {
  const [each, unit] = STEPS.find(([size]) => bytes >= size) ?? [1, 'B'];
  if (each === 1) return `${Math.round(bytes)} B`;
  const value = bytes / each;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

/** 1234567 → `1,234,567`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** To the second, UTC: `2026-11-25 18:04:09 UTC`. */
export const formatMoment = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
