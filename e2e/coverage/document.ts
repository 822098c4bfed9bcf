/** `docs/coverage.md`: every field of the endpoints, and where it is shown or why it is not. Pure, but for reading it. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Where a field can be shown, as the document calls it; each is a page with an address of its own. */
export const PAGES = [
  'overview',
  'overview, Groups',
  'member, Overview',
  'member, Hardware',
  'member, Instances',
  'member, Storage',
  'member, Events',
  'member, Raw',
] as const;
export type PageName = (typeof PAGES)[number];

/** `as it is`: the value itself stands there. `in words`: with a unit, as a share, a date, a form, or counted. `as JSON`:
 *  only as the proxy holds it. */
const SHOWN = ['as it is', 'in words', 'as JSON'] as const;
export type Shown = (typeof SHOWN)[number];

/** A panel of a page, and what stands beside the field in it; null: nothing does. */
export type Place = { page: PageName; panel: string; label: string | null };

export type CoverageRow = {
  /** As `SHAPES` has it: of `GET /1.0/resources`, `/1.0/resources`. */
  endpoint: string;
  /** As `fieldPathsOf` has it. */
  field: string;
  /** What has it besides LXD 5.0.2 and Incus 6.0.4, or only: `LXD 6`, `documented`; null: one of these two. */
  mark: string | null;
  /** `null`: not at all, and `text` says why. */
  shown: Shown | null;
  places: readonly Place[];
  /** The last column as it is written. */
  text: string;
};

export type Coverage = { rows: readonly CoverageRow[]; problems: readonly string[] };

const HEADING = /^## GET (\S+)$/;
const FIELD = /^`([^`]+)`(?: (.+))?$/;
const REMARK = /\s*\([^()]*\)/g;

export const readCoverage = async (): Promise<Coverage> =>
  parseCoverage(await readFile(join(import.meta.dirname, '../../docs/coverage.md'), 'utf8'));

/** The rows of all tables that stand below the heading of an endpoint, and what is wrong with any of them. */
export function parseCoverage(markdown: string): Coverage {
  const rows: CoverageRow[] = [];
  const problems: string[] = [];
  let endpoint: string | null = null;
  for (const line of markdown.split('\n')) {
    if (line.startsWith('## ')) endpoint = HEADING.exec(line)?.[1] ?? null;
    if (endpoint === null || !line.startsWith('| `')) continue;
    const parsed = parseRow(line, endpoint);
    if (typeof parsed === 'string') problems.push(`${endpoint}: ${parsed}: ${line}`);
    else rows.push(parsed);
  }
  return { rows, problems };
}

function parseRow(line: string, endpoint: string): CoverageRow | string {
  const cells = line.split('|').map((cell) => cell.trim());
  const [, field = '', word = '', text = ''] = cells;
  if (cells.length !== 5) return 'not three columns';
  const [, path, mark = null] = FIELD.exec(field) ?? [];
  if (path === undefined) return 'no field';
  if (text === '') return 'neither place nor reason';
  const row = { endpoint, field: path, mark, text };
  if (word === 'no') return { ...row, shown: null, places: [] };
  const shown = SHOWN.find((known) => known === word);
  if (shown === undefined) return `what is "${word}"`;
  const places = text.replace(REMARK, '').split('; ').map(parsePlace);
  const known = places.filter((place) => place !== null);
  return known.length < places.length ? 'no such place' : { ...row, shown, places: known };
}

/** `member, Hardware: Disks: Model` */
function parsePlace(text: string): Place | null {
  const [where = '', panel = '', label = null, ...more] = text.split(': ');
  const page = PAGES.find((known) => known === where);
  return page === undefined || panel === '' || more.length > 0 ? null : { page, panel, label };
}
