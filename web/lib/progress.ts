/** The progress of an operation, out of LXD's words for it. Pure. */

const PERCENT = /(\d{1,3}(?:\.\d+)?)\s?%/;

/** The share (0 to 1) that `rootfs: 45% (12.3MB/s)` tells of; null where it tells of none. */
export function progressShare(progress: string | null): number | null {
  const percent = Number(PERCENT.exec(progress ?? '')?.[1] ?? Number.NaN);
  return percent >= 0 && percent <= 100 ? percent / 100 : null;
}

/** What an API path is about, by its name: `web-1` of `/1.0/instances/web-1?project=x`; the path where it names nothing. */
export function subjectName(path: string): string {
  const name = path.split('?', 1)[0]?.split('/').at(-1) ?? '';
  try {
    return name === '' ? path : decodeURIComponent(name);
  } catch {
    return name;
  }
}
