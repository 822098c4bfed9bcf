import { type CSSProperties, type ComponentProps, Suspense, lazy, useMemo, useRef } from 'react';
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

/** As many are drawn at once without keeping anybody waiting; of more, only those in sight are in the document. */
const MOST_DRAWN = 60;

/** What it takes to leave rows out is loaded where there are so many. */
const RowsInSight = lazy(async () => ({ default: (await import('./RowsInSight.tsx')).RowsInSight }));

/** For how long a changed member stands out. */
const CHANGED_FOR_MS = 5000;

/** What a row shows but for where it stands. */
export type RowLook = Omit<ComponentProps<typeof MemberTableRow>, 'index' | 'topPx' | 'measure'>;

/** The members, one a row. */
export function MemberTable({ snapshot, members, changes, view, nowMs }: MemberTableProps) {
  const paths = usePaths();
  const scroller = useRef<HTMLDivElement>(null);
  const rowOf = useMemo(() => cachedRows(snapshot, nowMs), [snapshot, nowMs]);
  const changed = new Set(
    changes.filter(({ atMs }) => nowMs - atMs < CHANGED_FOR_MS).map(({ member }) => member),
  );
  const lookOf = (member: Member): RowLook => ({
    row: rowOf(member),
    columns: view.columns,
    to: paths.member(snapshot.cluster.key, member.server_name),
    nowMs,
    changed: changed.has(member.server_name),
  });
  const style: CSSProperties & { '--tracks': string } = { '--tracks': gridTracks(view.columns) };
  const first = (
    <tbody role="rowgroup" className="rows-drawn block">
      {members.slice(0, MOST_DRAWN).map((member, index) => (
        <MemberTableRow key={member.server_name} {...lookOf(member)} index={index} />
      ))}
    </tbody>
  );
  return (
    <div
      ref={scroller}
      data-shortcut="rows"
      className="max-h-[75dvh] min-h-0 scroll-pt-8 overflow-auto overscroll-x-contain xl:max-h-none"
    >
      <table
        role="table"
        aria-label="Members"
        aria-rowcount={members.length + 1}
        style={style}
        className="block w-full md:min-w-min"
      >
        <MemberTableHead view={view} />
        {members.length <= MOST_DRAWN ? (
          first
        ) : (
          <Suspense fallback={first}>
            <RowsInSight members={members} scroller={scroller} rowOf={rowOf} lookOf={lookOf} />
          </Suspense>
        )}
      </table>
    </div>
  );
}

/** Rows of one moment, each made when it is first asked for. */
function cachedRows(snapshot: ClusterSnapshot, nowMs: number): (member: Member) => MemberRow {
  const made = new Map<Member, MemberRow>();
  return (member) => {
    const row = made.get(member) ?? toRow(member, snapshot, nowMs);
    made.set(member, row);
    return row;
  };
}
