import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useCallback, useMemo, useRef } from 'react';
import type { RecordedChange } from '~wire/change.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import { usePaths } from '../../url/paths.ts';
import { type TableView } from '../../url/table.ts';
import { MemberTableHead } from './MemberTableHead.tsx';
import { MemberTableRow } from './MemberTableRow.tsx';
import { gridTracks } from './member-columns.tsx';
import { type MemberRow, evidenceOf, toRow } from './member-rows.ts';

type MemberTableProps = {
  snapshot: ClusterSnapshot;
  members: readonly Member[];
  changes: readonly RecordedChange[];
  view: TableView;
  nowMs: number;
};

/** How high rows are at the usual size of letters. Each is measured when it comes into sight; a good guess saves doing it twice. */
const ROW_PX = { wide: 35, stacked: 63 } as const;
const EVIDENCE_LINE_PX = 20;
const STACKED = '(width < 56rem)';
/** For how long a changed member stands out. */
const CHANGED_FOR_MS = 5000;

/** The members, of which only those in sight are in the document. */
export function MemberTable({ snapshot, members, changes, view, nowMs }: MemberTableProps) {
  const paths = usePaths();
  const scroller = useRef<HTMLDivElement>(null);
  const rowOf = useMemo(() => cachedRows(snapshot, nowMs), [snapshot, nowMs]);
  // Both are the same while the table scrolls: new ones would have every row of the thousand placed again.
  const keyOf = useCallback((index: number) => members[index]?.server_name ?? index, [members]);
  const guessPx = useMemo(() => rowHeights(members, rowOf), [members, rowOf]);
  const rows = useVirtualizer({
    count: members.length,
    getScrollElement: () => scroller.current,
    estimateSize: guessPx,
    getItemKey: keyOf,
    overscan: 8,
  });
  const changed = new Set(
    changes.filter(({ atMs }) => nowMs - atMs < CHANGED_FOR_MS).map(({ member }) => member),
  );
  const style: CSSProperties & { '--tracks': string } = { '--tracks': gridTracks(view.columns) };
  return (
    <div ref={scroller} className="max-h-[75dvh] min-h-0 overflow-auto overscroll-x-contain xl:max-h-none">
      <table
        role="table"
        aria-label="Members"
        aria-rowcount={members.length + 1}
        style={style}
        className="block w-full md:min-w-min"
      >
        <MemberTableHead view={view} />
        <tbody role="rowgroup" className="relative block" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const member = members[index];
            if (member === undefined) return null;
            return (
              <MemberTableRow
                key={member.server_name}
                row={rowOf(member)}
                columns={view.columns}
                to={paths.member(snapshot.cluster.key, member.server_name)}
                nowMs={nowMs}
                changed={changed.has(member.server_name)}
                index={index}
                topPx={start}
                measure={rows.measureElement}
              />
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** Guesses the height (px) of the row at an index. */
function rowHeights(
  members: readonly Member[],
  rowOf: (member: Member) => MemberRow,
): (index: number) => number {
  const plainPx = matchMedia(STACKED).matches ? ROW_PX.stacked : ROW_PX.wide;
  return (index) => {
    const member = members[index];
    const lines = member === undefined ? 0 : evidenceOf(rowOf(member)).length;
    return plainPx + lines * EVIDENCE_LINE_PX;
  };
}

/** Rows of one moment, each made when it first comes into sight. */
function cachedRows(snapshot: ClusterSnapshot, nowMs: number): (member: Member) => MemberRow {
  const made = new Map<Member, MemberRow>();
  return (member) => {
    const row = made.get(member) ?? toRow(member, snapshot, nowMs);
    made.set(member, row);
    return row;
  };
}
