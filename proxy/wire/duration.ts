/** Durations in words, the same in sentences of the proxy and cells of the page. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * A duration (ms) in the one or two units that matter: `12 s`, `4 min`, `3 h 12 min`, `41 d 2 h`.
 * Rounded down, so that nothing is said to have lasted longer than it did; negative counts as zero.
 */
export function formatDuration(ms: number): string {
  const rest = Math.max(0, ms);
  if (rest < MINUTE) return `${Math.floor(rest / SECOND)} s`;
  if (rest < HOUR) return `${Math.floor(rest / MINUTE)} min`;
  if (rest < DAY) return pair(rest, HOUR, 'h', MINUTE, 'min');
  return pair(rest, DAY, 'd', HOUR, 'h');
}

/** The same with the seconds of what is shorter than an hour, for what was measured: `7 min 12 s`. */
export function formatMeasured(ms: number): string {
  if (ms > 0 && ms < SECOND) return 'less than 1 s';
  return ms >= MINUTE && ms < HOUR ? pair(ms, MINUTE, 'min', SECOND, 's') : formatDuration(ms);
}

function pair(ms: number, unit: number, name: string, subunit: number, subname: string): string {
  const minor = Math.floor((ms % unit) / subunit);
  const major = `${Math.floor(ms / unit)} ${name}`;
  return minor === 0 ? major : `${major} ${minor} ${subname}`;
}
