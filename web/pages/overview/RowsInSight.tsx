import { type RefObject, useCallback, useMemo } from 'react';
import type { Member } from '~wire/snapshot.ts';
import { useRowsInSight } from '../../ui/useRowsInSight.ts';
import type { RowLook } from './MemberTable.tsx';
import { MemberTableRow } from './MemberTableRow.tsx';
import { type MemberRow, evidenceOf } from './member-rows.ts';

type RowsInSightProps = {
  members: readonly Member[];
  /** What they are scrolled in. */
  scroller: RefObject<HTMLElement | null>;
  rowOf(member: Member): MemberRow;
  lookOf(member: Member): RowLook;
};

/** How high rows are at the usual size of letters. Each is measured when it comes into sight; a good guess saves doing it twice. */
const ROW_PX = { wide: 35, stacked: 83 } as const;
const EVIDENCE_LINE_PX = 20;
const STACKED = '(width < 56rem)';

/** Rows of a long table, of which only those in sight are in the document. */
export function RowsInSight({ members, scroller, rowOf, lookOf }: RowsInSightProps) {
  // Both are the same while the table scrolls: new ones would have every row of the thousand placed again.
  const keyOf = useCallback((index: number) => members[index]?.server_name ?? '', [members]);
  const guessPx = useMemo(() => rowHeights(members, rowOf), [members, rowOf]);
  const { rows, heightPx, measure } = useRowsInSight({ count: members.length, scroller, keyOf, guessPx });
  return (
    <tbody role="rowgroup" className="relative block" style={{ height: heightPx }}>
      {rows.map(({ index, topPx }) => {
        const member = members[index];
        if (member === undefined) return null;
        return (
          <MemberTableRow
            key={member.server_name}
            {...lookOf(member)}
            index={index}
            topPx={topPx}
            measure={measure}
          />
        );
      })}
    </tbody>
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
