const FIRST_MS = 500;
const CEILING_MS = 10_000;

/**
 * How long (ms) to wait before the next try after `failures` of them, one or more in a row. `random` (0 to 1) takes up
 * to half of it away, so that a thousand pages do not all come back in the same instant.
 */
export function backOffMs(failures: number, random: number): number {
  const fullMs = Math.min(CEILING_MS, FIRST_MS * 2 ** Math.min(failures - 1, 10));
  return Math.round(fullMs * (1 - random / 2));
}
