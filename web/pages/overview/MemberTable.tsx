import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, useMemo, useRef } from 'react';
import type { RecordedChange } from '~wire/change.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import { usePaths } from '../../url/paths.ts';
import { type TableView } from '../../url/table.ts';
import { MemberTableHead } from './MemberTableHead.tsx';
import { MemberTableRow } from './MemberTableRow.tsx';
import { gridTracks } from './member-columns.tsx';
import { type MemberRow, toRow } from './member-rows.ts';

type MemberTableProps = {
  snapshot: ClusterSnapshot;
  members: readonly Member[];
  changes: readonly RecordedChange[];
  view: TableView;
  nowMs: number;
};

/** Most rows are one line high; the others are measured when they come into sight. */
const ROW_HEIGHT_PX = 37;
/** For how long a changed member stands out. */
const CHANGED_FOR_MS = 5000;

/** The members, of which only those in sight are in the document. */
export function MemberTable({ snapshot, members, changes, view, nowMs }: MemberTableProps) {
  const paths = usePaths();
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: members.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT_PX,
    getItemKey: (index) => members[index]?.server_name ?? index,
    overscan: 8,
  });
  const rowOf = useMemo(() => cachedRows(snapshot, nowMs), [snapshot, nowMs]);
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

/** Rows of one moment, each made when it first comes into sight. */
function cachedRows(snapshot: ClusterSnapshot, nowMs: number): (member: Member) => MemberRow {
  const made = new Map<Member, MemberRow>();
  return (member) => {
    const row = made.get(member) ?? toRow(member, snapshot, nowMs);
    made.set(member, row);
    return row;
  };
}
