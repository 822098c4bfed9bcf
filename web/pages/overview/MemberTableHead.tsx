import { Icon } from '../../ui/Icon.tsx';
import { nextSort } from '../../url/sort.ts';
import type { TableView } from '../../url/table.ts';
import { COLUMN_LOOKS } from './member-columns.tsx';

/** The heads of the columns, each a button that sorts. Out of sight where rows are stacked. */
export function MemberTableHead({ view: { columns, sort, setSort } }: { view: TableView }) {
  return (
    <thead role="rowgroup" className="sticky top-0 z-10 block max-md:sr-only">
      <tr role="row" aria-rowindex={1} className="member-head">
        {columns.map((column) => {
          const sorted = sort.column === column;
          const order = sort.descending ? 'descending' : 'ascending';
          return (
            <th
              key={column}
              role="columnheader"
              scope="col"
              aria-sort={sorted ? order : undefined}
              className="text-left font-normal"
            >
              <button
                type="button"
                onClick={() => setSort(nextSort(sort, column))}
                className={`-mx-1.5 flex max-w-full items-center gap-1 rounded-sm px-1.5 hover:text-ink ${sorted ? 'font-semibold text-ink' : ''}`}
              >
                <span className="one-line">{COLUMN_LOOKS[column].label}</span>
                {sorted && <Icon name={sort.descending ? 'down' : 'up'} className="size-3" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}
