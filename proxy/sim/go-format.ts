/** Times and durations as Go prints them, for the texts of the API. Our times are ms; the digits below a millisecond are
 *  made up from the time itself, so that they look right and stay the same for the same time. */

const madeUpNanos = (ms: number): number => (Math.abs(ms) * 7919) % 1_000_000;

const trimZeros = (digits: string): string => digits.replace(/0+$/, '');

const fraction = (ms: number): string => {
  const digits = trimZeros(String((Math.abs(ms) % 1000) * 1_000_000 + madeUpNanos(ms)).padStart(9, '0'));
  return digits === '' ? '' : `.${digits}`;
};

/** `time.Duration.String()`: `20.465676514s`, `1m19.65s`, `1h0m3s`; rounded to whole seconds on demand. */
export function goDuration(ms: number, options: { rounded: boolean }): string {
  const shownMs = options.rounded ? Math.round(ms / 1000) * 1000 : ms;
  const totalSeconds = Math.floor(shownMs / 1000);
  const hours = Math.floor(totalSeconds / 3600);
  const minutes = Math.floor((totalSeconds % 3600) / 60);
  const seconds = `${totalSeconds % 60}${options.rounded ? '' : fraction(shownMs)}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

/** `time.Time.String()` in UTC: `2026-11-23 10:57:27.217897438 +0000 UTC`, or without fraction and zone name. */
export function goTime(atMs: number, options: { rounded: boolean }): string {
  const [date, time] = new Date(atMs).toISOString().slice(0, 19).split('T');
  return options.rounded ? `${date} ${time} +0000` : `${date} ${time}${fraction(atMs)} +0000 UTC`;
}

/** RFC 3339 with nanoseconds, as in the time stamps of events and operations. */
export const goTimestamp = (atMs: number): string =>
  `${new Date(atMs).toISOString().slice(0, 19)}${fraction(atMs)}Z`;
