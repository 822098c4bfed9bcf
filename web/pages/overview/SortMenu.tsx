import { WORST_FIRST, type Sort, firstSort } from '../../url/sort.ts';
import { COLUMNS } from '../../url/columns.ts';
import { COLUMN_LOOKS } from './member-columns.tsx';

type SortMenuProps = { sort: Sort; onChange(sort: Sort): void };

/** Chooses the order where there are no heads to press: on narrow screens. */
export function SortMenu({ sort, onChange }: SortMenuProps) {
  const sortable = COLUMNS.filter(
    (column) => COLUMN_LOOKS[column].narrow !== undefined || column === sort.column,
  );
  return (
    <label className="flex items-center gap-2 text-sm text-soft md:hidden">
      Order
      <select
        value={sort.column ?? ''}
        onChange={(event) => {
          const column = COLUMNS.find((known) => known === event.target.value);
          onChange(column === undefined ? WORST_FIRST : firstSort(column));
        }}
        className="h-7 rounded-sm border border-control bg-surface px-1.5"
      >
        <option value="">worst first</option>
        {sortable.map((column) => (
          <option key={column} value={column}>
            {COLUMN_LOOKS[column].label.toLowerCase()}
          </option>
        ))}
      </select>
    </label>
  );
}
