import { isIP, isIPv6 } from 'node:net';
import type { ListenAddress } from './config.ts';
import { quote } from './problems.ts';

/** A setting's text turned into its value, or what is wrong with it and what to do. */
export type Parsed<T> = { ok: true; value: T } | { ok: false; what: string; remedy: string };

const MS_PER_UNIT = new Map([
  ['d', 86_400_000],
  ['h', 3_600_000],
  ['m', 60_000],
  ['s', 1_000],
  ['ms', 1],
]);

/** `500ms`, `2s`, `1.5m`, `48h`, `400d` in milliseconds, if within `shortestMs` and `longestMs`. */
export function parseDuration(text: string, shortestMs: number, longestMs: number): Parsed<number> {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|[smhd])$/.exec(text.trim());
  const unitMs = MS_PER_UNIT.get(match?.[2] ?? '');
  if (match === null || unitMs === undefined) {
    const remedy = `give a number with its unit (ms, s, m, h or d), such as ${formatDuration(shortestMs)}`;
    return { ok: false, what: `${quote(text)} is not a duration`, remedy };
  }
  const value = Math.round(Number(match[1]) * unitMs);
  if (value < shortestMs || value > longestMs) {
    const remedy = `choose from ${formatDuration(shortestMs)} to ${formatDuration(longestMs)}`;
    return { ok: false, what: `${quote(text)} is out of range`, remedy };
  }
  return { ok: true, value };
}

/** A duration in the largest unit that leaves no fraction: 500 → `500ms`, 300000 → `5m`, 172800000 → `2d`. */
export function formatDuration(ms: number): string {
  return inLargestUnit(ms, MS_PER_UNIT);
}

/** The largest first. Those of 1000 and those of 1024, as LXD has them. */
const BYTES_PER_UNIT = new Map([
  ['TiB', 2 ** 40],
  ['TB', 10 ** 12],
  ['GiB', 2 ** 30],
  ['GB', 10 ** 9],
  ['MiB', 2 ** 20],
  ['MB', 10 ** 6],
  ['KiB', 2 ** 10],
  ['kB', 10 ** 3],
  ['B', 1],
]);

/** `4GB`, `1.5GiB`, `500 MB` in bytes, if within `least` and `most`. */
export function parseSize(text: string, least: number, most: number): Parsed<number> {
  const match = /^(\d+(?:\.\d+)?)\s*([kmgt]?i?b)$/i.exec(text.trim());
  const unit = match?.[2]?.toLowerCase();
  const bytesPerUnit = [...BYTES_PER_UNIT].find(([name]) => name.toLowerCase() === unit)?.[1];
  if (match === null || bytesPerUnit === undefined) {
    const remedy = 'give a number with its unit (MB, GB, TB, MiB, GiB or TiB), such as 4GB';
    return { ok: false, what: `${quote(text)} is not a size`, remedy };
  }
  const value = Math.round(Number(match[1]) * bytesPerUnit);
  if (value < least || value > most) {
    const remedy = `choose from ${formatSize(least)} to ${formatSize(most)}`;
    return { ok: false, what: `${quote(text)} is out of range`, remedy };
  }
  return { ok: true, value };
}

/** A size in the largest unit that leaves no fraction: 4294967296 → `4GiB`, 4000000000 → `4GB`. */
export function formatSize(bytes: number): string {
  return inLargestUnit(bytes, BYTES_PER_UNIT);
}

const BYTES_FOR_PEOPLE = [
  [10 ** 12, 'TB'],
  [10 ** 9, 'GB'],
  [10 ** 6, 'MB'],
  [10 ** 3, 'kB'],
] as const;

/** About so many bytes, in three figures: 1234567 → `1.23 MB`. */
export function formatBytes(bytes: number): string {
  const [each, unit] = BYTES_FOR_PEOPLE.find(([size]) => bytes >= size) ?? [1, 'B'];
  if (each === 1) return `${Math.round(bytes)} B`;
  const value = bytes / each;
  return `${value.toFixed(value < 10 ? 2 : value < 100 ? 1 : 0)} ${unit}`;
}

/** `units` from the largest to one of 1. */
function inLargestUnit(value: number, units: ReadonlyMap<string, number>): string {
  const [name, each] = [...units].find(([, size]) => value % size === 0) ?? ['', 1];
  return `${value / each}${name}`;
}

/** `true` or `false`. */
export function parseYesOrNo(text: string): Parsed<boolean> {
  if (text === 'true' || text === 'false') return { ok: true, value: text === 'true' };
  return { ok: false, what: `${quote(text)} is neither true nor false`, remedy: 'write true or false' };
}

export const LOOPBACK = '127.0.0.1';

/** `host:port`, `[::1]:port`, or `:port`, which is that port of the loopback address. */
export function parseListen(text: string): Parsed<ListenAddress> {
  const match = /^(?:\[([^\]]*)\]|([^:[\]/\s]*)):(\d{1,6})$/.exec(text.trim());
  const bracketed = match?.[1];
  if (match === null || (bracketed !== undefined && !isIPv6(bracketed))) {
    const remedy = 'write host:port, such as 127.0.0.1:8484 or [::1]:8484';
    return { ok: false, what: `${quote(text)} is not a listen address`, remedy };
  }
  const port = Number(match[3]);
  if (port > 65_535) {
    return { ok: false, what: `port ${port} is out of range`, remedy: 'choose a port from 0 to 65535' };
  }
  const host = bracketed ?? match[2] ?? '';
  return { ok: true, value: { host: host === '' ? LOOPBACK : host, port } };
}

/** The address as it stands in a URL: `127.0.0.1:8484`, `[::1]:8484`. */
export function formatListen({ host, port }: ListenAddress): string {
  return `${isIPv6(host) ? `[${host}]` : host}:${port}`;
}

/** Whether only this machine can reach the address. Names other than `localhost` count as wider: what they resolve
 *  to may change. */
export function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  if (isIP(host) === 6) return new URL(`https://[${host}]`).hostname === '[::1]';
  return host.toLowerCase() === 'localhost';
}

const DEFAULT_LXD_PORT = 8443;

/** An LXD server's address as its origin, `https://host:port`; port 8443 unless given. */
export function parseEndpoint(text: string): Parsed<string> {
  const remedy = 'write https://HOST:PORT, such as https://10.0.0.1:8443';
  const trimmed = text.trim();
  const url = /^https?:\/\//i.test(trimmed) ? URL.parse(trimmed) : null;
  if (url?.protocol !== 'https:') return { ok: false, what: `${quote(text)} is not a https URL`, remedy };
  if (url.username !== '' || url.password !== '') {
    const what = `${quote(text)} has a user name or password in it`;
    return { ok: false, what, remedy: 'remove it: the client certificate is what identifies us' };
  }
  const extra = url.pathname !== '/' ? 'path' : /[?#]/.test(trimmed) ? 'query or fragment' : null;
  if (extra !== null) return { ok: false, what: `${quote(text)} has a ${extra} in it`, remedy };
  // `URL` drops the port 443 as the protocol's own, so it has to be looked for in the text.
  const port = url.port !== '' ? url.port : /:0*443\/?$/.test(trimmed) ? '443' : DEFAULT_LXD_PORT;
  return { ok: true, value: `https://${url.hostname}:${port}` };
}

/** A SHA-256 fingerprint in any usual writing (with colons, in capitals) as 64 lower-case hexadecimal digits. */
export function parseFingerprint(text: string): Parsed<string> {
  const digits = text
    .trim()
    .replace(/^sha256[:=]/i, '')
    .replaceAll(':', '')
    .toLowerCase();
  if (/^[0-9a-f]{64}$/.test(digits)) return { ok: true, value: digits };
  const what = `is not a SHA-256 fingerprint (64 hexadecimal digits; this has ${digits.length} characters)`;
  return {
    ok: false,
    what,
    remedy: 'copy it from `lxc info` (certificate_fingerprint), or give serverCert instead',
  };
}

/** A cluster's name, which is also its id in URLs. */
export function parseClusterName(text: string): Parsed<string> {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$/.test(text)) return { ok: true, value: text };
  const remedy =
    'use 1 to 63 letters, digits, dots, hyphens and underscores, starting with a letter or digit';
  return { ok: false, what: `${quote(text)} can't be a cluster's name`, remedy };
}
