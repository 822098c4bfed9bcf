import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, memo, useCallback, useMemo, useRef } from 'react';
import type { Instance } from '~wire/instance.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { INSTANCE_COLUMNS, type InstancesView, nextInstanceSort } from '../../../url/instances.ts';
import { INSTANCE_LOOKS } from './instance-columns.tsx';

/** How high rows are at the usual size of letters; each is measured when it comes into sight. */
const ROW_PX = { wide: 35, stacked: 63 } as const;
const AGES_MOVE_MS = 10_000;
const STACKED = '(width < 56rem)';

type InstanceTableProps = { instances: readonly Instance[]; view: InstancesView; nowMs: number };

/** The instances, of which only those in sight are in the document. */
export function InstanceTable({ instances, view, nowMs }: InstanceTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  // Both are the same while the table scrolls: new ones would have every row of the thousand placed again.
  const itemKey = useCallback((index: number) => keyOf(instances[index], index), [instances]);
  const guessPx = useMemo(() => {
    const px = matchMedia(STACKED).matches ? ROW_PX.stacked : ROW_PX.wide;
    return () => px;
  }, []);
  const rows = useVirtualizer({
    count: instances.length,
    getScrollElement: () => scroller.current,
    estimateSize: guessPx,
    getItemKey: itemKey,
    overscan: 8,
  });
  const tracks = INSTANCE_COLUMNS.map((column) => INSTANCE_LOOKS[column].track).join(' ');
  const style: CSSProperties & { '--tracks': string } = { '--tracks': tracks };
  // Rows are drawn anew only when their ages have moved on enough to matter.
  const roundedMs = nowMs - (nowMs % AGES_MOVE_MS);
  return (
    // Nothing in the rows takes the focus, so the list itself does.
    <div
      ref={scroller}
      tabIndex={0}
      role="group"
      aria-label="Instances"
      className="max-h-[75dvh] min-h-0 overflow-auto overscroll-x-contain"
    >
      <table
        role="table"
        aria-label="Instances"
        aria-rowcount={instances.length + 1}
        style={style}
        className="block w-full md:min-w-min"
      >
        <InstanceTableHead view={view} />
        <tbody role="rowgroup" className="relative block" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start, key }) => {
            const instance = instances[index];
            return instance === undefined ? null : (
              <InstanceRow
                key={key}
                instance={instance}
                index={index}
                topPx={start}
                nowMs={roundedMs}
                measure={rows.measureElement}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

const keyOf = (instance: Instance | undefined, index: number): string | number =>
  instance === undefined ? index : JSON.stringify([instance.project, instance.name]);

/** The heads of the columns, each a button that sorts. Out of sight where rows are stacked. */
function InstanceTableHead({ view: { sort, setSort } }: { view: InstancesView }) {
  return (
    <thead role="rowgroup" className="sticky top-0 z-10 block max-md:sr-only">
      <tr role="row" aria-rowindex={1} className="member-head">
        {INSTANCE_COLUMNS.map((column) => {
          const sorted = sort.column === column;
          return (
            <th
              key={column}
              role="columnheader"
              scope="col"
              aria-sort={sorted ? (sort.descending ? 'descending' : 'ascending') : undefined}
              className="text-left font-normal"
            >
              <button
                type="button"
                onClick={() => setSort(nextInstanceSort(sort, column))}
                className={`-mx-1.5 flex max-w-full items-center gap-1 rounded-sm px-1.5 hover:text-ink ${sorted ? 'font-semibold text-ink' : ''}`}
              >
                <span className="one-line">{INSTANCE_LOOKS[column].label}</span>
                {sorted && <Icon name={sort.descending ? 'down' : 'up'} className="size-3" />}
              </button>
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

type InstanceRowProps = {
  nowMs: number;
  instance: Instance;
  /** From 0, among all rows. */
  index: number;
  topPx: number;
  measure(row: HTMLTableRowElement | null): void;
};

/** One instance. Kept as it is while the table scrolls. */
const InstanceRow = memo(function InstanceRow({ instance, index, topPx, nowMs, measure }: InstanceRowProps) {
  return (
    <tr
      ref={measure}
      role="row"
      data-index={index}
      // The head of the table is the first row.
      aria-rowindex={index + 2}
      style={{ transform: `translateY(${topPx}px)` }}
      className="member-row hover:bg-hover"
    >
      {INSTANCE_COLUMNS.map((column) => {
        const { narrow = 'max-md:hidden', cell } = INSTANCE_LOOKS[column];
        const content = cell(instance, nowMs);
        return column === 'name' ? (
          <th
            key={column}
            role="rowheader"
            scope="row"
            className={`one-line text-left font-medium ${narrow}`}
          >
            {content}
          </th>
        ) : (
          <td key={column} role="cell" className={`one-line ${narrow}`}>
            {content}
          </td>
        );
      })}
    </tr>
  );
});
