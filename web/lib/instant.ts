/** Moments in words. The zone is always part of them. */

/** The zone that times are shown in: UTC, or that of the viewer's machine. */
export type Zone = 'utc' | 'local';

type Parts = { day: string; time: string; zone: string };

const OPTIONS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
};

const FORMATS: Readonly<Record<Zone, Intl.DateTimeFormat>> = {
  utc: new Intl.DateTimeFormat('en-GB', { ...OPTIONS, timeZone: 'UTC' }),
  local: new Intl.DateTimeFormat('en-GB', OPTIONS),
};

function partsOf(atMs: number, zone: Zone): Parts {
  const found = new Map(FORMATS[zone].formatToParts(atMs).map(({ type, value }) => [type, value]));
  const part = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return {
    day: `${part('day')} ${part('month')} ${part('year')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
    zone: part('timeZoneName'),
  };
}

/** The clock alone, `03:12:07`, for where the zone stands right beside it. */
export const formatClock = (atMs: number, zone: Zone): string => partsOf(atMs, zone).time;

/** What a zone calls itself at a moment: `UTC`, `CET`, `GMT-5`. */
export const zoneName = (atMs: number, zone: Zone): string => partsOf(atMs, zone).zone;

/** The day where it is another than that of `nowMs`: `22 Nov 2026`; otherwise null. */
export function formatDay(atMs: number, zone: Zone, nowMs: number): string | null {
  const { day } = partsOf(atMs, zone);
  return day === partsOf(nowMs, zone).day ? null : day;
}

/** `03:12:07 UTC`, with the day before it where that is another one: `22 Nov 2026, 03:12:07 UTC`. */
export function formatInstant(atMs: number, zone: Zone, nowMs: number): string {
  const { time, zone: name } = partsOf(atMs, zone);
  const day = formatDay(atMs, zone, nowMs);
  return day === null ? `${time} ${name}` : `${day}, ${time} ${name}`;
}

/** How far a zone is ahead of UTC at a moment, ms. */
export const zoneOffsetMs = (atMs: number, zone: Zone): number =>
  zone === 'utc' ? 0 : -new Date(atMs).getTimezoneOffset() * 60_000;
