/** Quantities in words. A number and its unit are never torn apart: a no-break space stands between them. */
import { formatDuration } from '~wire/duration.ts';

const SPACE = '\u00a0';
const BYTE_UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'] as const;
const COUNTS = new Intl.NumberFormat('en');

/** From here on three digits no longer hold it. */
const THREE_DIGITS = 999.5;

/** Three significant digits of a number below 999.5, as `1.00`, `12.4` or `124`: always about as wide. */
const threeDigits = (value: number): string => value.toPrecision(3);

/**
 * An amount of memory or storage, in binary units and three significant digits: `12.4 GiB`, and `0.977 GiB` rather
 * than four digits of the unit below. Single bytes are counted: `512 B`. Negative counts as zero.
 */
export function formatBytes(bytes: number): string {
  const most = Math.max(0, bytes);
  if (Math.round(most) < 1000) return `${Math.round(most)}${SPACE}B`;
  let value = most;
  let unit = 0;
  while (value >= THREE_DIGITS && unit < BYTE_UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  const digits = value < THREE_DIGITS ? threeDigits(value) : COUNTS.format(Math.round(value));
  return `${digits}${SPACE}${BYTE_UNITS[unit]}`;
}

/** A whole number, by thousands: `5,000`. */
export const formatCount = (count: number): string => COUNTS.format(count);

/**
 * A share (0 to 1) of something, whole percents: `61%`. Nothing is `0%` and all is `100%` only if it really is; what
 * comes close is `<1%` or `>99%`.
 */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return '<1%';
  if (percent > 99 && percent < 100) return '>99%';
  return `${Math.round(percent)}%`;
}

/** A clock frequency given in MHz, as LXD does: `800 MHz`, `3.40 GHz`. */
export const formatMegahertz = (megahertz: number): string =>
  megahertz < THREE_DIGITS
    ? `${Math.round(megahertz)}${SPACE}MHz`
    : `${(megahertz / 1000).toFixed(2)}${SPACE}GHz`;

/** The speed of a link given in Mbit/s, as LXD does: `100 Mbit/s`, `2.5 Gbit/s`, `400 Gbit/s`. Exact, as speeds are round. */
export const formatMegabits = (megabits: number): string =>
  megabits < 1000 ? `${megabits}${SPACE}Mbit/s` : `${megabits / 1000}${SPACE}Gbit/s`;

/** For how long a host has been up, given in seconds: `41 d 3 h`. */
export const formatUptime = (seconds: number): string => formatDuration(seconds * 1000);

/** A load average as `uptime` writes it: `0.42`. */
export const formatLoad = (load: number): string => load.toFixed(2);
