/** Moments in words. The zone is always part of them. */

/** The zone that times are shown in: `utc`, `local` (that of the viewer's machine), or any by its IANA name. */
export type Zone = string;

/** A name of the tz database; Intl takes offsets, too, but those are no zones. */
const ZONE_NAME = /^[a-z][\w+/-]*$/i;

/** The zone of that name, as it is written properly; null: there is none. */
export function toZone(name: string): Zone | null {
  if (name === 'local' || /^utc$/i.test(name)) return name.toLowerCase();
  if (!ZONE_NAME.test(name)) return null;
  try {
    const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions();
    // Some names are others' by now, and stay what somebody chose.
    return timeZone.toLowerCase() === name.toLowerCase() ? timeZone : name;
  } catch {
    return null;
  }
}

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

/** Formats are dear to make, and every time on a page asks for one. */
function cached(options: Intl.DateTimeFormatOptions): (zone: Zone) => Intl.DateTimeFormat {
  const formats = new Map<Zone, Intl.DateTimeFormat>();
  return (zone) => {
    const known = formats.get(zone);
    if (known !== undefined) return known;
    const made = new Intl.DateTimeFormat(
      'en-GB',
      zone === 'local' ? options : { ...options, timeZone: zone },
    );
    formats.set(zone, made);
    return made;
  };
}

const inWords = cached(OPTIONS);
const offsetOnly = cached({ timeZoneName: 'longOffset' });

function partsOf(atMs: number, zone: Zone): Parts {
  const found = new Map(
    inWords(zone)
      .formatToParts(atMs)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => found.get(type) ?? '';
  return {
    day: `${part('day')} ${part('month')} ${part('year')}`,
    time: `${part('hour')}:${part('minute')}:${part('second')}`,
    zone: part('timeZoneName'),
  };
}

/** The clock alone, `03:12:07`, for where the zone stands right beside it. */
export const formatClock = (atMs: number, zone: Zone): string => partsOf(atMs, zone).time;

/** What a zone calls itself at a moment: `UTC`, `CET`, `GMT-5`. It differs wherever a clock shows the same time twice. */
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

/** `22 Nov 2026, 03:12:07 UTC`, for what is read on another day. */
export function formatFull(atMs: number, zone: Zone): string {
  const { day, time, zone: name } = partsOf(atMs, zone);
  return `${day}, ${time} ${name}`;
}

/** `between 03:10:04 and 03:12:01 UTC`: at some time in there. The first names its day, and its zone, where they differ. */
export function formatBetween(sinceMs: number, atMs: number, zone: Zone): string {
  const { day, time, zone: name } = partsOf(sinceMs, zone);
  const until = partsOf(atMs, zone);
  const [first, last] = day === until.day ? ['', ''] : [`${day}, `, `${until.day}, `];
  return `between ${first}${time}${name === until.zone ? '' : ` ${name}`} and ${last}${until.time} ${until.zone}`;
}

const OFFSET = /([+-])(\d\d):(\d\d)(?::(\d\d))?$/;

/** How far a zone is ahead of UTC at a moment, ms. */
export function zoneOffsetMs(atMs: number, zone: Zone): number {
  if (zone === 'utc') return 0;
  const [, sign, hours, minutes, seconds = 0] = OFFSET.exec(offsetOnly(zone).format(atMs)) ?? [];
  if (sign === undefined) return 0;
  const ms = (Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds)) * 1000;
  return sign === '-' ? -ms : ms;
}
