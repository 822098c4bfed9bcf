/** What the viewer asks of the members, read from the URL and written back to it. */
import { useSearchParams } from 'react-router';
import { type Arrangement, parseArrangement, withArrangement } from './arrangement.ts';
import { type Column, parseColumns, withColumns } from './columns.ts';
import { type Filter, parseFilter, withFilter } from './filters.ts';
import { type Sort, parseSort, withSort } from './sort.ts';

export type TableView = {
  sort: Sort;
  filter: Filter;
  columns: Column[];
  arrangement: Arrangement;
  setSort(sort: Sort): void;
  setFilter(filter: Filter): void;
  setColumns(columns: readonly Column[]): void;
  setArrangement(arrangement: Arrangement): void;
};

export function useTableView(): TableView {
  const [params, setParams] = useSearchParams();
  // Steps of one view are no places to go back to.
  const set = (next: URLSearchParams): void => setParams(next, { replace: true, preventScrollReset: true });
  return {
    sort: parseSort(params),
    filter: parseFilter(params),
    columns: parseColumns(params),
    arrangement: parseArrangement(params),
    setSort: (sort) => set(withSort(params, sort)),
    setFilter: (filter) => set(withFilter(params, filter)),
    setColumns: (columns) => set(withColumns(params, columns)),
    setArrangement: (arrangement) => set(withArrangement(params, arrangement)),
  };
}
