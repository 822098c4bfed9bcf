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

/** 1234567 → `1,234,567`. */
export const formatCount = (count: number): string => count.toLocaleString('en-US');

/** To the second, UTC: `2026-11-25 18:04:09 UTC`. */
export const formatMoment = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
