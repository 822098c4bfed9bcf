/** Moments written out where no page does it: in UTC, and by the clock of any zone. Pure. */

/** `2026-11-20 03:12:07.480`. */
export const formatUtc = (atMs: number): string =>
  new Date(atMs).toISOString().replace('T', ' ').slice(0, -1);

/** Whether there is a time zone of this name, such as `Europe/Berlin`. */
export function isZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * Says of any moment what the clocks of a zone show, with how far they are ahead of UTC, for the hour that comes twice in autumn:
 * `2026-10-25 02:30:00 +01:00`. Throws where there is no such zone.
 */
export function zonedFormatter(zone: string): (atMs: number) => string {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'longOffset',
  });
  return (atMs) => {
    const parts = new Map(format.formatToParts(atMs).map(({ type, value }) => [type, value]));
    const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
    const offset = part('timeZoneName').replace('GMT', '').replace('−', '-');
    const day = `${part('year')}-${part('month')}-${part('day')}`;
    const clock = `${part('hour')}:${part('minute')}:${part('second')}`;
    return `${day} ${clock} ${offset === '' ? '+00:00' : offset}`;
  };
}
