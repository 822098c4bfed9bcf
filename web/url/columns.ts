/** Which columns of the members table are shown: `?columns=`. */
import { formatList, parseList } from './lists.ts';

/** All columns, in the order in which they stand. */
export const COLUMNS = [
  'name',
  'status',
  'seen',
  'database',
  'load',
  'memory',
  'storage',
  'instances',
  'uptime',
  'version',
  'roles',
  'failure-domain',
  'groups',
  'architecture',
  'description',
  'url',
] as const;
export type Column = (typeof COLUMNS)[number];

export const DEFAULT_COLUMNS: readonly Column[] = [
  'name',
  'status',
  'seen',
  'database',
  'load',
  'memory',
  'storage',
  'instances',
  'uptime',
  'version',
];

/** The name is always among them: without it no row would lead anywhere. */
const withName = (columns: ReadonlySet<string>): Column[] =>
  COLUMNS.filter((column) => column === 'name' || columns.has(column));

export function parseColumns(params: URLSearchParams): Column[] {
  const text = params.get('columns');
  return text === null ? [...DEFAULT_COLUMNS] : withName(new Set(parseList(text)));
}

export function withColumns(params: URLSearchParams, columns: readonly Column[]): URLSearchParams {
  const next = new URLSearchParams(params);
  const list = formatList(withName(new Set(columns)));
  if (list === formatList(DEFAULT_COLUMNS)) next.delete('columns');
  else next.set('columns', list);
  return next;
}
