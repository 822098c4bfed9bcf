/** Moments as they stand in addresses. Source: RFC 3339, 5.6; times without a zone are none. */

/** In an address a `+` that is not escaped is read as a space. */
const INSTANT =
  /^(\d{4})-(\d\d)-(\d\d)[Tt](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?(?:[Zz]|([+ -])(\d\d):(\d\d))$/;

/** Ms since 1970 UTC, what is shorter cut off; null: it is no moment. Seconds may be left out. A leap second is the next one. */
export function parseRfc3339(text: string): number | null {
  const found = INSTANT.exec(text);
  if (found === null) return null;
  const number = (index: number): number => Number(found[index] ?? 0);
  const [year, month, day] = [number(1), number(2), number(3)];
  const [hour, minute, second] = [number(4), number(5), number(6)];
  const [aheadHours, aheadMinutes] = [number(9), number(10)];
  if (hour > 23 || minute > 59 || second > 60 || aheadHours > 23 || aheadMinutes > 59) return null;
  const midnightMs = Date.UTC(year, month - 1, day);
  const date = new Date(midnightMs);
  // Date.UTC takes the 31st of a month that has 30 days for the 1st of the next, and the year 26 for 1926.
  if (date.getUTCFullYear() !== year || date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) {
    return null;
  }
  const ms = Number((found[7] ?? '').padEnd(3, '0').slice(0, 3));
  const ahead = (aheadHours * 60 + aheadMinutes) * (found[8] === '-' ? -1 : 1);
  return midnightMs + ((hour * 60 + minute - ahead) * 60 + second) * 1000 + ms;
}

/** In UTC, with no more digits than it needs: `2026-11-20T03:12:07Z`. */
export const formatRfc3339 = (atMs: number): string => new Date(atMs).toISOString().replace('.000Z', 'Z');
