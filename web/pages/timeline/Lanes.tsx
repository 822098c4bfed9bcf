import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { isLeader } from '~wire/roles.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { lxdWord } from '~wire/witness.ts';
import { type Bounds, toMs, toPx } from '../../lib/stretches.ts';
import { useSize } from '../../ui/useSize.ts';
import { usePaths } from '../../url/paths.ts';
import type { Period } from '../../url/period.ts';
import { Axis, AxisZone, HappeningsRow, VerdictRow, useTicks } from './HeadRows.tsx';
import { LaneLabel } from './LaneLabel.tsx';
import { MemberLane } from './MemberLane.tsx';
import { BrushMark, Crosshair, Grid, HeadRow, Leadership } from './Overlays.tsx';
import { Reading } from './Reading.tsx';
import { type Memory, between } from './bounds.ts';
import { AXIS_PX, HEAD_PX, HEAD_ROWS, HEAD_ROW_PX, laneHeightPx } from './geometry.ts';
import { type Place, wishOf } from './lane-keys.ts';
import { heardUntil } from './lanes.ts';
import { type Cursor, cursorMs } from './reading.ts';
import type { Scene } from './scene.ts';
import { useBrush } from './useBrush.ts';

type LanesProps = {
  scene: Scene;
  snapshot: ClusterSnapshot;
  bounds: Bounds;
  memory: Memory;
  setPeriod(period: Period): void;
};

const LABEL_PX = { wide: 184, narrow: 112 } as const;
const NARROW_PX = 640;

/** A lane for each member below the rows of the whole cluster; only those in sight are in the document. */
export function Lanes({ scene, snapshot, bounds, memory, setPeriod }: LanesProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref, size } = useSize();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  const { nowMs } = memory;
  const labelPx = (size?.widthPx ?? 0) < NARROW_PX ? LABEL_PX.narrow : LABEL_PX.wide;
  const widthPx = Math.max(1, (size?.widthPx ?? 0) - labelPx);
  const rowPx = laneHeightPx(scene.rows.length);
  const lanes = useVirtualizer({
    count: scene.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    scrollMargin: HEAD_PX,
    scrollPaddingStart: HEAD_PX,
    overscan: 4,
  });

  const pxOf = (event: PointerEvent): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left - labelPx;
  const rowOf = (event: PointerEvent): number => {
    const contentTop = event.currentTarget.getBoundingClientRect().top;
    const y = event.clientY - (scroller.current?.getBoundingClientRect().top ?? contentTop);
    if (y < HEAD_PX) return Math.max(0, Math.floor((y - AXIS_PX) / HEAD_ROW_PX));
    return HEAD_ROWS.length + Math.floor((event.clientY - contentTop - HEAD_PX) / rowPx);
  };
  const { brush, cancel, handlers } = useBrush(pxOf, ({ startPx, endPx }) =>
    setPeriod(between(toMs(startPx, bounds, widthPx), toMs(endPx, bounds, widthPx), memory)),
  );

  const goTo = ({ row, atMs }: Place): void => {
    setCursor({ row, by: 'keys', atMs });
    if (row >= HEAD_ROWS.length) lanes.scrollToIndex(row - HEAD_ROWS.length, { align: 'auto' });
  };
  const start: Place = { row: 0, atMs: bounds.toMs - 1 };
  const onKey = (key: string): boolean => {
    const place = cursor === null ? start : { row: cursor.row, atMs: cursorMs(cursor, bounds, widthPx) };
    const wish = wishOf(key, place, { scene, bounds, memory });
    if (wish === null) return false;
    switch (wish.kind) {
      case 'go':
        goTo(wish.place);
        break;
      case 'period':
        setPeriod(wish.period);
        break;
      case 'open':
        void navigate(paths.member(snapshot.cluster.key, wish.member));
        break;
      case 'leave':
        cancel();
        setCursor(null);
    }
    return true;
  };

  const line = { bounds, widthPx };
  // A stretch of the past is drawn once, however time goes on.
  const endMs = Math.min(nowMs, bounds.toMs);
  const { ticks } = useTicks(line);
  const chosen = (row: number): boolean => cursor?.row === row;
  return (
    <>
      <Reading cursor={cursor} scene={scene} bounds={bounds} widthPx={widthPx} nowMs={nowMs} />
      <div
        ref={scroller}
        role="application"
        aria-roledescription="timeline"
        aria-label="Lanes: up and down go from lane to lane, left and right from change to change"
        tabIndex={0}
        onKeyDown={(event) => {
          const ours = event.target === event.currentTarget;
          if (ours && !event.ctrlKey && !event.metaKey && !event.altKey && onKey(event.key))
            event.preventDefault();
        }}
        onFocus={(event) => {
          if (event.target === event.currentTarget && event.target.matches(':focus-visible')) goTo(start);
        }}
        onBlur={() => setCursor((was) => (was?.by === 'keys' ? null : was))}
        className="max-h-[70dvh] min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-y-contain outline-offset-[-2px] xl:max-h-none"
      >
        <div
          ref={ref}
          style={{ height: HEAD_PX + lanes.options.count * rowPx }}
          className="relative cursor-crosshair touch-pan-y select-none"
          onPointerDown={handlers.onPointerDown}
          onPointerMove={(event) => {
            const px = pxOf(event);
            setCursor(px < 0 || px > widthPx ? null : { row: rowOf(event), by: 'pointer', px });
            handlers.onPointerMove(event);
          }}
          onPointerUp={handlers.onPointerUp}
          onPointerCancel={handlers.onPointerCancel}
          onPointerLeave={() => setCursor((was) => (was?.by === 'pointer' ? null : was))}
        >
          <Grid {...line} ticks={ticks} watchedSinceMs={scene.watchedSinceMs} leftPx={labelPx} />
          <div
            style={{ height: HEAD_PX }}
            className="sticky top-0 z-10 overflow-hidden border-b border-edge bg-surface text-sm"
          >
            <div style={{ height: AXIS_PX }} className="flex bg-sunken text-faint">
              <span
                style={{ width: labelPx, lineHeight: `${AXIS_PX}px` }}
                className="shrink-0 border-r border-line pl-5 max-sm:pl-3"
              >
                <AxisZone atMs={bounds.toMs} />
              </span>
              <div className="relative flex-1 overflow-hidden">
                <Axis {...line} nowMs={nowMs} />
              </div>
            </div>
            <HeadRow label="Verdict" labelPx={labelPx} chosen={chosen(0)}>
              <VerdictRow {...line} levels={scene.levels} />
            </HeadRow>
            <HeadRow label="Events" labelPx={labelPx} chosen={chosen(1)}>
              <HappeningsRow
                {...line}
                happenings={scene.happenings}
                watchedSinceMs={scene.watchedSinceMs}
                completeSinceMs={scene.completeSinceMs}
              />
            </HeadRow>
          </div>
          {lanes.getVirtualItems().map(({ index, start: top }) => {
            const row = scene.rows[index];
            if (row === undefined) return null;
            const lxd = lxdWord(row.member, snapshot, nowMs);
            const until = heardUntil(row.member, snapshot, nowMs);
            const heard = { lxdMs: Math.min(until.lxdMs, endMs), oursMs: Math.min(until.oursMs, endMs) };
            const marked = chosen(index + HEAD_ROWS.length) ? 'bg-hover/60' : '';
            return (
              <div
                key={row.name}
                style={{ top, height: rowPx }}
                className={`absolute inset-x-0 flex border-b border-line ${marked}`}
              >
                <LaneLabel
                  name={row.name}
                  to={paths.member(snapshot.cluster.key, row.name)}
                  shape={lxd.shape}
                  word={lxd.word}
                  leader={isLeader(row.member.roles)}
                  widthPx={labelPx}
                />
                <div className="relative min-w-0 flex-1 overflow-hidden">
                  <MemberLane
                    {...line}
                    {...heard}
                    lane={row.lane}
                    endMs={endMs}
                    happenings={scene.happeningsOf(row.name)}
                    rowPx={rowPx}
                  />
                </div>
              </div>
            );
          })}
          <Leadership {...line} leaders={scene.leaders} rows={scene.rows} rowPx={rowPx} leftPx={labelPx} />
          {cursor !== null && (
            <Crosshair px={labelPx + toPx(cursorMs(cursor, bounds, widthPx), bounds, widthPx)} />
          )}
          {brush !== null && <BrushMark brush={brush} leftPx={labelPx} widthPx={widthPx} />}
        </div>
      </div>
    </>
  );
}
