/** How many rows, or values to compare with, one statement has: databases limit its parameters. */
const ROWS = 500;

export function slices<T>(items: readonly T[], size = ROWS): T[][] {
  const all: T[][] = [];
  for (let from = 0; from < items.length; from += size) all.push(items.slice(from, from + size));
  return all;
}
