/** A dense table of a few rows, which scrolls sideways by itself where it is too wide. Lists that can grow are virtualised instead. */
import type { ReactNode } from 'react';

type DataTableProps<Row> = {
  label: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  keyOf(row: Row, index: number): string;
};

export type DataColumn<Row> = {
  head: string;
  cell(row: Row): ReactNode;
  /** Numbers stand at the right. */
  numeric?: boolean;
};

export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    <div className="relative overflow-x-auto" tabIndex={0} role="group" aria-label={label}>
      <table className="w-full text-left wrap-break-word">
        <thead className="bg-sunken text-sm text-faint">
          <tr>
            {columns.map(({ head, numeric }) => (
              <th
                key={head}
                scope="col"
                className={`px-3 py-1 font-normal whitespace-nowrap first:pl-5 last:pr-5 ${numeric === true ? 'text-right' : ''}`}
              >
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)} className="border-t border-line align-top">
              {columns.map(({ head, numeric, cell }, column) => {
                const place = `px-3 py-1.5 first:pl-5 last:pr-5 ${numeric === true ? 'text-right whitespace-nowrap' : 'max-w-72'}`;
                return column === 0 ? (
                  <th key={head} scope="row" className={`${place} font-medium`}>
                    {cell(row)}
                  </th>
                ) : (
                  <td key={head} className={place}>
                    {cell(row)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
