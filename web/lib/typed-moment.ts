/** What somebody types to name a moment, read in the zone in which times are shown. Pure. */
import { type Zone, zoneOffsetMs } from './instant.ts';
import { parseRfc3339 } from './rfc3339.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/**
 * `twice`: the clocks of the zone showed that time twice, as in an autumn night; the two moments, in order. `never`: they
 * left it out, as in a spring night. `future`: it has not come yet. `senseless`: it is no time.
 */
export type Typed =
  | { kind: 'at'; atMs: number }
  | { kind: 'twice'; atMs: readonly [number, number] }
  | { kind: 'never' | 'future' | 'senseless' };

/** When the clocks of a zone show a time, in order. `clockMs`: that time, as if it were UTC. */
export function instantsOf(clockMs: number, zone: Zone): number[] {
  // No zone changes its clocks twice within two days.
  const offsets = [clockMs - DAY, clockMs + DAY].map((nearMs) => zoneOffsetMs(nearMs, zone));
  return [...new Set(offsets.map((offsetMs) => clockMs - offsetMs))]
    .filter((atMs) => atMs + zoneOffsetMs(atMs, zone) === clockMs)
    .toSorted((a, b) => a - b);
}

const DATE = /^(?:(\d{4})-(\d\d)-(\d\d)|(\d{1,2}) ([a-z]{3})[a-z]* (\d{4}))$/i;
const TIME = /^(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,](\d{1,3}))?)?$/;
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** Midnight, as if it were UTC; null: there is no such day. */
function dayOf(text: string): number | null {
  const [, year, month, day, dayToo, word, yearToo] = DATE.exec(text) ?? [];
  const [y, m, d] = [
    Number(year ?? yearToo),
    month === undefined ? MONTHS.indexOf((word ?? '').toLowerCase()) : Number(month) - 1,
    Number(day ?? dayToo),
  ];
  const midnightMs = Date.UTC(y, m, d);
  const made = new Date(midnightMs);
  return made.getUTCFullYear() === y && made.getUTCMonth() === m && made.getUTCDate() === d
    ? midnightMs
    : null;
}

/** Since midnight; null: no clock shows that. */
function timeOfDay(text: string): number | null {
  const [, hours, minutes, seconds = 0, fraction = ''] = TIME.exec(text) ?? [];
  const [h, min, s] = [Number(hours), Number(minutes), Number(seconds)];
  if (!(h < 24 && min < 60 && s < 60)) return null;
  return ((h * 60 + min) * 60 + s) * 1000 + Number(fraction.padEnd(3, '0'));
}

/**
 * Reads `2026-11-20 03:12:07`, `20 Nov 2026, 03:12`, a day alone, the last `03:12` that there was, and what names its own
 * zone: `2026-11-20T03:12:07Z`, `2026-11-20 03:12 UTC`.
 */
export function parseTyped(typed: string, zone: Zone, nowMs: number): Typed {
  const text = typed.trim().replace(/\s+/g, ' ');
  const exactMs = parseRfc3339(text.replace(/^(\d{4}-\d\d-\d\d) /, '$1T').replace(/ ?(?:utc|z)$/i, 'Z'));
  if (exactMs !== null) return settled([exactMs], nowMs);
  const [, first = '', , second] = /^(.*?)(?:(T|,? )(\d{1,2}:.*))?$/i.exec(text) ?? [];
  if (second === undefined && first.includes(':')) return lastTime(timeOfDay(first), zone, nowMs);
  const [dayMs, timeMs] = [dayOf(first), timeOfDay(second ?? '00:00')];
  if (dayMs === null || timeMs === null) return { kind: 'senseless' };
  return settled(instantsOf(dayMs + timeMs, zone), nowMs);
}

/** Today if that time has been, otherwise yesterday. */
function lastTime(timeMs: number | null, zone: Zone, nowMs: number): Typed {
  if (timeMs === null) return { kind: 'senseless' };
  const clockMs = nowMs + zoneOffsetMs(nowMs, zone);
  const today = settled(instantsOf(clockMs - (clockMs % DAY) + timeMs, zone), nowMs);
  if (today.kind !== 'future') return today;
  return settled(instantsOf(clockMs - (clockMs % DAY) - DAY + timeMs, zone), nowMs);
}

function settled(moments: readonly number[], nowMs: number): Typed {
  const [first, second] = moments.filter((atMs) => atMs <= nowMs);
  if (first !== undefined && second !== undefined) return { kind: 'twice', atMs: [first, second] };
  if (first !== undefined) return { kind: 'at', atMs: first };
  return { kind: moments.length === 0 ? 'never' : 'future' };
}

/** A moment as it may be typed again, in the zone: `2026-11-20 03:12:07`. */
export const toTyped = (atMs: number, zone: Zone): string =>
  new Date(atMs + zoneOffsetMs(atMs, zone))
    .toISOString()
    .replace('T', ' ')
    .replace(/(?:\.000)?Z$/, '');
