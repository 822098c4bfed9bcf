import { memo } from 'react';
import { Link } from 'react-router';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Column } from '../../url/columns.ts';
import { COLUMN_LOOKS } from './member-columns.tsx';
import { type MemberRow, evidenceOf } from './member-rows.ts';

type MemberTableRowProps = {
  row: MemberRow;
  columns: readonly Column[];
  to: string;
  nowMs: number;
  changed: boolean;
  /** From 0, among all rows. */
  index: number;
  /** Where it stands among rows of which only some are in the document; otherwise below the one before it. */
  topPx?: number;
  measure?: (row: HTMLTableRowElement | null) => (() => void) | undefined;
};

function Evidence({ row, columns }: { row: MemberRow; columns: number }) {
  const lines = evidenceOf(row);
  if (lines.length === 0) return null;
  return (
    <td role="cell" colSpan={columns} className="evidence text-sm text-soft max-md:order-4">
      {lines.map((line) => (
        <Foreign key={line} text={line} className="block md:one-line max-md:line-clamp-2" />
      ))}
    </td>
  );
}

/** One member. The link of its name covers the whole row. Kept as it is while the table scrolls. */
export const MemberTableRow = memo(function MemberTableRow({
  row,
  columns,
  to,
  nowMs,
  changed,
  index,
  topPx,
  measure,
}: MemberTableRowProps) {
  return (
    <tr
      ref={measure}
      role="row"
      data-index={index}
      // The head of the table is the first row.
      aria-rowindex={index + 2}
      style={topPx === undefined ? undefined : { transform: `translateY(${topPx}px)` }}
      className={`member-row hover:bg-hover ${changed ? 'just-changed' : ''}`}
    >
      {columns.map((column) =>
        column === 'name' ? (
          <th
            key={column}
            role="rowheader"
            scope="row"
            className={`one-line text-left font-medium ${COLUMN_LOOKS.name.narrow ?? ''}`}
          >
            <Link
              to={to}
              className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
            >
              <Foreign text={row.member.server_name} />
            </Link>
          </th>
        ) : (
          <td
            key={column}
            role="cell"
            className={`one-line ${COLUMN_LOOKS[column].narrow ?? 'max-md:hidden'}`}
          >
            {COLUMN_LOOKS[column].cell(row, nowMs)}
          </td>
        ),
      )}
      <Evidence row={row} columns={columns.length} />
    </tr>
  );
});
