/** Moments as they stand in addresses, for people and programs alike: `2026-11-20T03:12:07Z`. */

/** With its zone. In an address a `+` reads as a space. */
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,9})?)?(?:Z|[+ -]\d\d:\d\d)$/;

/** Ms since 1970 UTC; null: it is no moment. */
export function parseRfc3339(text: string | null): number | null {
  if (text === null || !INSTANT.test(text)) return null;
  const atMs = Date.parse(text.replace(' ', '+'));
  return Number.isNaN(atMs) ? null : atMs;
}

/** In UTC, with no more digits than it needs. */
export const formatRfc3339 = (atMs: number): string => new Date(atMs).toISOString().replace('.000Z', 'Z');
