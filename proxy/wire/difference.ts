/** One thing that is not the same at two moments, and how it is told. */

/**
 * `path`: where it stands in the snapshot, as a key for lists. `member`: by its name at the later moment, or the last that it had.
 * `before`, `after`: in words; null: there was none, or there is none. `number`: it moves all the time, and is told only where it moved far.
 */
export type Difference = {
  kind: 'fact' | 'number';
  path: string[];
  member: string | null;
  label: string;
  before: string | null;
  after: string | null;
};

/** Compared as data, where two lists that read the same in words need not be the same. */
export const sameData = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

export const yesNo = (flag: boolean | null): string | null => (flag === null ? null : flag ? 'yes' : 'no');

export const isoTime = (atMs: number | null): string | null =>
  atMs === null ? null : new Date(atMs).toISOString();

export const percent = (part: number): string => `${Math.round(part * 100)} %`;

const MANY_POINTS = 5;

/** Whether two shares, 0 to 1, are so far apart, as they are told, that it is news. */
export const areManyPoints = (was: number, is: number): boolean =>
  Math.abs(Math.round(is * 100) - Math.round(was * 100)) >= MANY_POINTS;
