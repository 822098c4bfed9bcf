import { Icon } from '../../ui/Icon.tsx';
import { COLUMNS, type Column, DEFAULT_COLUMNS } from '../../url/columns.ts';
import { COLUMN_LOOKS } from './member-columns.tsx';

type ColumnsMenuProps = { columns: readonly Column[]; onChange(columns: readonly Column[]): void };

/** Chooses what the table shows. On narrow screens rows are stacked and have no columns to choose. */
export function ColumnsMenu({ columns, onChange }: ColumnsMenuProps) {
  return (
    <div className="max-md:hidden">
      <button
        type="button"
        popoverTarget="columns"
        className="flex h-7 items-center gap-1.5 rounded-sm border border-line px-2 text-sm text-soft hover:bg-hover hover:text-ink"
      >
        <Icon name="columns" className="size-3.5" />
        Columns
      </button>
      <fieldset id="columns" popover="auto" className="popover-menu popover-menu-left">
        <legend className="sr-only">Columns</legend>
        {COLUMNS.filter((column) => column !== 'name').map((column) => (
          <label key={column} className="flex items-center gap-2.5 rounded-sm px-2.5 py-1 hover:bg-hover">
            <input
              type="checkbox"
              checked={columns.includes(column)}
              onChange={(event) =>
                onChange(
                  event.target.checked ? [...columns, column] : columns.filter((other) => other !== column),
                )
              }
              className="accent-accent"
            />
            {COLUMN_LOOKS[column].label}
          </label>
        ))}
        <button
          type="button"
          onClick={() => onChange(DEFAULT_COLUMNS)}
          className="mt-1 w-full border-t border-line px-2.5 pt-2 pb-1 text-left text-accent hover:underline"
        >
          Usual columns
        </button>
      </fieldset>
    </div>
  );
}
