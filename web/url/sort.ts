/** The order of the members table: `?sort=name`, `?sort=-name`; none: worst first. */
import { COLUMNS, type Column } from './columns.ts';

/** `column` null: worst first, and then by name. */
export type Sort = { column: Column | null; descending: boolean };

export const WORST_FIRST: Sort = { column: null, descending: false };

export function parseSort(params: URLSearchParams): Sort {
  const text = params.get('sort') ?? '';
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const column = COLUMNS.find((known) => known === name);
  return column === undefined ? WORST_FIRST : { column, descending };
}

export function withSort(params: URLSearchParams, { column, descending }: Sort): URLSearchParams {
  const next = new URLSearchParams(params);
  if (column === null) next.delete('sort');
  else next.set('sort', `${descending ? '-' : ''}${column}`);
  return next;
}

/** Where it is the most that is looked for first. */
const MOST_FIRST: ReadonlySet<Column> = new Set(['load', 'memory', 'storage', 'instances', 'uptime']);

/** The order in which a column is sorted first. */
export const firstSort = (column: Column): Sort => ({ column, descending: MOST_FIRST.has(column) });

/** What a press on the head of `column` leads to: its first order, the other way round, worst first again. */
export function nextSort(sort: Sort, column: Column): Sort {
  const first = firstSort(column);
  if (sort.column !== column) return first;
  return sort.descending === first.descending ? { column, descending: !first.descending } : WORST_FIRST;
}
