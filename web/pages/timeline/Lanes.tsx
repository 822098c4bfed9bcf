import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, type ReactNode, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { type Bounds, toMs, toPx } from '../../lib/stretches.ts';
import { useSize } from '../../ui/useSize.ts';
import type { At } from '../../url/at.tsx';
import { usePaths } from '../../url/paths.ts';
import type { TimelineView } from '../../url/period.ts';
import { wants } from '../../url/timeline-filter.ts';
import { BlindSpots } from './BlindSpots.tsx';
import { HeadRows } from './HeadRows.tsx';
import { LaneLabel } from './LaneLabel.tsx';
import { MemberLane } from './MemberLane.tsx';
import { BrushMark, Crosshair, Grid, Leadership, MomentMark } from './Overlays.tsx';
import { Reading } from './Reading.tsx';
import { type Memory, between } from './bounds.ts';
import { AXIS_PX, HEAD_ROW_PX, headHeightPx, laneHeightPx } from './geometry.ts';
import type { Hand } from './gesture.ts';
import { type Place, wishOf } from './lane-keys.ts';
import { at as stretchAt, statusShape, statusWord } from './lanes.ts';
import { type Cursor, cursorMs } from './reading.ts';
import type { Scene } from './scene.ts';
import { useGestures } from './useGestures.ts';
import { useShown } from './useShown.ts';
import { useTicks } from './useTicks.ts';

/** A stretch of time on a line of so many pixels. */
export type Line = { bounds: Bounds; widthPx: number };

type LanesProps = {
  scene: Scene;
  cluster: string;
  view: TimelineView;
  /** What the period of the view means in this second. */
  bounds: Bounds;
  memory: Memory;
  /** The moment that was chosen. */
  at: At;
  hand: Hand;
  /** What stands in the row of the notes. */
  notes(line: Line): ReactNode;
};

const LABEL_PX = { wide: 184, narrow: 112 } as const;
const NARROW_PX = 640;

/** A lane for each member below the rows of the whole cluster; only those in sight are in the document. */
export function Lanes({ scene, cluster, view, bounds: settled, memory, at, hand, notes }: LanesProps) {
  const paths = usePaths();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref, size } = useSize();
  const [cursor, setCursor] = useState<Cursor | null>(null);
  /** Where the keys began to mark. */
  const [markedMs, setMarkedMs] = useState<number | null>(null);
  const { bounds, move, settle } = useShown(view.period, settled, view.setPeriod);
  const { filter } = view;
  const labelPx = (size?.widthPx ?? 0) < NARROW_PX ? LABEL_PX.narrow : LABEL_PX.wide;
  const widthPx = Math.max(1, (size?.widthPx ?? 0) - labelPx);
  const rowPx = laneHeightPx(scene.rows.length);
  const headRows = scene.headRows.length;
  const headPx = headHeightPx(headRows);
  const lanes = useVirtualizer({
    count: scene.rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx,
    scrollMargin: headPx,
    scrollPaddingStart: headPx,
    overscan: 4,
  });
  const line = useMemo(() => ({ bounds, widthPx }), [bounds, widthPx]);
  const momentOf = (px: number): number => Math.round(toMs(px, bounds, widthPx));

  const rowOf = (event: PointerEvent): number => {
    const contentTop = event.currentTarget.getBoundingClientRect().top;
    const y = event.clientY - (scroller.current?.getBoundingClientRect().top ?? contentTop);
    if (y < headPx) return Math.max(0, Math.floor((y - AXIS_PX) / HEAD_ROW_PX));
    return headRows + Math.floor((event.clientY - contentTop - headPx) / rowPx);
  };
  const gestures = useGestures({
    bounds,
    widthPx,
    leftPx: labelPx,
    memory,
    hand,
    onMove: move,
    onSettled: settle,
    onMarked: ({ startPx, endPx }) => mark(momentOf(startPx), momentOf(endPx)),
    onPressed: (px) => view.setAt(momentOf(Math.min(px, widthPx))),
  });
  const mark = (aMs: number, bMs: number): void => {
    const { fromMs, toMs: endMs } = { fromMs: Math.min(aMs, bMs), toMs: Math.max(aMs, bMs) };
    view.setSelection(endMs > fromMs ? { fromMs, toMs: endMs } : null);
  };

  const goTo = ({ row, atMs }: Place): void => {
    setCursor({ row, by: 'keys', atMs });
    if (row >= headRows) lanes.scrollToIndex(row - headRows, { align: 'auto' });
  };
  const start: Place = { row: 0, atMs: bounds.toMs - 1 };
  const onKey = (key: string, shift: boolean): boolean => {
    const place = cursor === null ? start : { row: cursor.row, atMs: cursorMs(cursor, bounds, widthPx) };
    const wish = wishOf(key, shift, place, { scene, bounds, memory });
    if (wish === null) return false;
    switch (wish.kind) {
      case 'go':
        goTo(wish.place);
        break;
      case 'period':
        view.setPeriod(wish.period);
        break;
      case 'moment':
        view.setAt(Math.round(wish.atMs));
        break;
      case 'mark':
        if (markedMs !== null) mark(markedMs, Math.round(wish.atMs));
        setMarkedMs(markedMs === null ? Math.round(wish.atMs) : null);
        goTo(place);
        break;
      case 'zoom':
        if (view.selection !== null)
          view.setPeriod(between(view.selection.fromMs, view.selection.toMs, memory));
        break;
      case 'open':
        void navigate(paths.member(cluster, wish.member));
        break;
      case 'leave':
        leave();
    }
    return true;
  };
  /** One thing at a time, the latest first. */
  const leave = (): void => {
    if (gestures.brush !== null) gestures.cancel();
    else if (markedMs !== null) setMarkedMs(null);
    else if (view.selection !== null) view.setSelection(null);
    else if (at !== 'live') view.setAt('live');
    else setCursor(null);
  };

  const { ticks, stepMs } = useTicks(line);
  const shown = useMemo(
    () => ({ status: wants(filter, 'status'), ours: wants(filter, 'answers') }),
    [filter],
  );
  const readMs = cursor === null ? null : cursorMs(cursor, bounds, widthPx);
  const onLine = (atMs: number): number => toPx(atMs, bounds, widthPx);
  const brush =
    gestures.brush ??
    (markedMs === null || readMs === null ? null : { startPx: onLine(markedMs), endPx: onLine(readMs) });
  const lastMs = Math.min(bounds.toMs, scene.endMs) - 1;
  const leader = stretchAt(scene.leaders, lastMs)?.value;
  return (
    <>
      <Reading
        cursor={cursor}
        scene={scene}
        bounds={bounds}
        widthPx={widthPx}
        memory={memory}
        marking={markedMs !== null}
      />
      <div
        ref={scroller}
        role="application"
        aria-roledescription="timeline"
        aria-label="Lanes: up and down go from lane to lane, left and right from change to change"
        tabIndex={0}
        onKeyDown={(event) => {
          const ours = event.target === event.currentTarget;
          if (ours && !event.ctrlKey && !event.metaKey && !event.altKey && onKey(event.key, event.shiftKey))
            event.preventDefault();
        }}
        onFocus={(event) => {
          if (event.target === event.currentTarget && event.target.matches(':focus-visible')) goTo(start);
        }}
        onBlur={() => setCursor((was) => (was?.by === 'keys' ? null : was))}
        className="max-h-[70dvh] min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-y-contain outline-offset-[-2px]"
      >
        <div
          ref={(element) => {
            gestures.element.current = element;
            return ref(element);
          }}
          style={{ height: headPx + lanes.options.count * rowPx }}
          className={`relative touch-pan-y select-none ${gestures.moving || hand === 'move' ? 'cursor-grab' : 'cursor-crosshair'}`}
          {...gestures.handlers}
          onPointerMove={(event) => {
            const px = event.clientX - event.currentTarget.getBoundingClientRect().left - labelPx;
            setCursor(px < 0 || px > widthPx ? null : { row: rowOf(event), by: 'pointer', px });
            gestures.handlers.onPointerMove(event);
          }}
          onPointerLeave={() => setCursor((was) => (was?.by === 'pointer' ? null : was))}
        >
          <Grid {...line} ticks={ticks} firstMs={memory.firstMs} leftPx={labelPx} />
          <HeadRows
            line={line}
            scene={scene}
            ticks={ticks}
            stepMs={stepMs}
            labelPx={labelPx}
            chosenRow={cursor?.row ?? null}
            notes={notes}
          />
          {lanes.getVirtualItems().map(({ index, start: top }) => {
            const row = scene.rows[index];
            if (row === undefined) return null;
            const { lxdMs, oursMs } = scene.heard(row);
            const marked = cursor?.row === index + headRows ? 'bg-hover/60' : '';
            const status = stretchAt(scene.closedLane(row).status, lastMs)?.value ?? null;
            return (
              <div
                key={row.name}
                style={{ top, height: rowPx }}
                className={`absolute inset-x-0 flex border-b border-line ${marked}`}
              >
                <LaneLabel
                  name={row.name}
                  to={paths.member(cluster, row.name)}
                  shape={statusShape(status)}
                  word={statusWord(status)}
                  role={row.member === null ? 'left' : leader === row.name ? 'leader' : null}
                  widthPx={labelPx}
                />
                <div className="relative min-w-0 flex-1 overflow-hidden">
                  <MemberLane
                    {...line}
                    lxdMs={lxdMs}
                    oursMs={oursMs}
                    lane={row.lane}
                    endMs={scene.endMs}
                    happenings={scene.happeningsOf(row.name)}
                    shown={shown}
                    rowPx={rowPx}
                  />
                </div>
              </div>
            );
          })}
          {wants(filter, 'leader') && (
            <Leadership
              {...line}
              leaders={scene.leaders}
              rows={scene.rows}
              rowPx={rowPx}
              topPx={headPx}
              leftPx={labelPx}
            />
          )}
          <BlindSpots {...line} blind={scene.blind} leftPx={labelPx} />
          {view.selection !== null && (
            <BrushMark
              brush={{ startPx: onLine(view.selection.fromMs), endPx: onLine(view.selection.toMs) }}
              leftPx={labelPx}
              widthPx={widthPx}
            />
          )}
          {brush !== null && <BrushMark brush={brush} leftPx={labelPx} widthPx={widthPx} />}
          {at !== 'live' && <MomentMark px={onLine(at)} leftPx={labelPx} widthPx={widthPx} />}
          {readMs !== null && <Crosshair px={labelPx + onLine(readMs)} />}
        </div>
      </div>
    </>
  );
}
