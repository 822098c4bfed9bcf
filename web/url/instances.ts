/** What the viewer asks of a member's instances: `?q=`, `?status=` as for members, and `?sort=name`, `?sort=-name`. */
import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Filter, parseFilter, withFilter } from './filters.ts';

/** All columns, in the order in which they stand. */
export const INSTANCE_COLUMNS = [
  'name',
  'project',
  'type',
  'status',
  'started',
  'created',
  'architecture',
  'profiles',
  'description',
] as const;
export type InstanceColumn = (typeof INSTANCE_COLUMNS)[number];

export type InstanceSort = { column: InstanceColumn; descending: boolean };

export const BY_NAME: InstanceSort = { column: 'name', descending: false };

export function parseInstanceSort(params: URLSearchParams): InstanceSort {
  const text = params.get('sort') ?? '';
  const descending = text.startsWith('-');
  const name = descending ? text.slice(1) : text;
  const column = INSTANCE_COLUMNS.find((known) => known === name);
  return column === undefined ? BY_NAME : { column, descending };
}

export function withInstanceSort(
  params: URLSearchParams,
  { column, descending }: InstanceSort,
): URLSearchParams {
  const next = new URLSearchParams(params);
  if (column === 'name' && !descending) next.delete('sort');
  else next.set('sort', `${descending ? '-' : ''}${column}`);
  return next;
}

/** What a press on the head of `column` leads to: ascending, then descending, and so on. */
export const nextInstanceSort = (sort: InstanceSort, column: InstanceColumn): InstanceSort => ({
  column,
  descending: sort.column === column && !sort.descending,
});

export type InstancesView = {
  filter: Filter;
  sort: InstanceSort;
  setFilter(filter: Filter): void;
  setSort(sort: InstanceSort): void;
};

export function useInstancesView(): InstancesView {
  const [params, setParams] = useSearchParams();
  // Steps of one view are no places to go back to.
  const set = (next: URLSearchParams): void => setParams(next, { replace: true, preventScrollReset: true });
  // A thousand instances are ordered anew only when something else is asked.
  const [filter, sort] = useMemo(() => [parseFilter(params), parseInstanceSort(params)] as const, [params]);
  return {
    filter,
    sort,
    setFilter: (next) => set(withFilter(params, next)),
    setSort: (next) => set(withInstanceSort(params, next)),
  };
}
