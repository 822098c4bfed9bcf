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
import { BrushMark, Crosshair, MomentMark } from './Overlays.tsx';
import { Reading } from './Reading.tsx';
import { Slid } from './Slid.tsx';
import { Tracks } from './Tracks.tsx';
import { type Memory, between } from './bounds.ts';
import { AXIS_PX, HEAD_ROW_PX, headHeightPx, laneHeightPx } from './geometry.ts';
import type { Hand } from './gesture.ts';
import { type Place, wishOf } from './lane-keys.ts';
import { at as stretchAt, statusShape, statusWord } from './lanes.ts';
import { type Cursor, cursorMs } from './reading.ts';
import type { Scene } from './scene.ts';
import { useGestures } from './useGestures.ts';
import type { Line } from './slide.ts';
import { useSlide } from './useSlide.ts';
import { useTicks } from './useTicks.ts';

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
  const { filter } = view;
  const labelPx = (size?.widthPx ?? 0) < NARROW_PX ? LABEL_PX.narrow : LABEL_PX.wide;
  const widthPx = Math.max(1, (size?.widthPx ?? 0) - labelPx);
  const content = useRef<HTMLDivElement>(null);
  const sliding = useSlide(content, view.period, settled, widthPx, view.setPeriod);
  const { drawn, bounds, moving } = sliding;
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
  const momentOf = (px: number): number => Math.round(toMs(px, sliding.visible(), widthPx));

  const rowOf = (event: PointerEvent): number => {
    const contentTop = event.currentTarget.getBoundingClientRect().top;
    const y = event.clientY - (scroller.current?.getBoundingClientRect().top ?? contentTop);
    if (y < headPx) return Math.max(0, Math.floor((y - AXIS_PX) / HEAD_ROW_PX));
    return headRows + Math.floor((event.clientY - contentTop - headPx) / rowPx);
  };
  const gestures = useGestures(content, {
    visible: sliding.visible,
    widthPx,
    leftPx: labelPx,
    memory,
    hand,
    onMove: sliding.move,
    onSettled: sliding.settle,
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

  const { ticks, stepMs } = useTicks(drawn);
  const shown = useMemo(
    () => ({ status: wants(filter, 'status'), ours: wants(filter, 'answers') }),
    [filter],
  );
  const line = useMemo(() => ({ bounds: drawn.bounds, widthPx: drawn.widthPx }), [drawn]);
  const items = lanes.getVirtualItems();
  const [first = 0, last = -1] = [items.at(0)?.index, items.at(-1)?.index];
  const sighted = useMemo(
    () =>
      Array.from({ length: last - first + 1 }, (_, nth) => ({
        index: first + nth,
        top: headPx + (first + nth) * rowPx,
      })),
    [first, last, headPx, rowPx],
  );
  // While it is being moved, nothing stands still long enough to be read.
  const read = moving ? null : cursor;
  const readMs = read === null ? null : cursorMs(read, bounds, widthPx);
  const onLine = (atMs: number): number => toPx(atMs, drawn.bounds, drawn.widthPx);
  const { brush } = gestures;
  const lastMs = Math.min(bounds.toMs, scene.endMs) - 1;
  const leader = stretchAt(scene.leaders, lastMs)?.value;
  return (
    <>
      <Reading
        cursor={read}
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
            content.current = element;
            return ref(element);
          }}
          style={{ height: headPx + lanes.options.count * rowPx }}
          className={`relative touch-pan-y select-none ${moving || hand === 'move' ? 'cursor-grab' : 'cursor-crosshair'}`}
          {...gestures.handlers}
          onPointerMove={(event) => {
            const px = event.clientX - event.currentTarget.getBoundingClientRect().left - labelPx;
            setCursor(px < 0 || px > widthPx ? null : { row: rowOf(event), by: 'pointer', px });
            gestures.handlers.onPointerMove(event);
          }}
          onPointerLeave={() => setCursor((was) => (was?.by === 'pointer' ? null : was))}
        >
          {sighted.map(({ index, top }) => {
            const row = scene.rows[index];
            if (row === undefined) return null;
            const status = stretchAt(scene.closedLane(row).status, lastMs)?.value ?? null;
            return (
              <div
                key={row.name}
                style={{ top, height: rowPx }}
                className={`absolute inset-x-0 flex border-b border-line ${read?.row === index + headRows ? 'bg-hover/60' : ''}`}
              >
                <LaneLabel
                  name={row.name}
                  to={paths.member(cluster, row.name)}
                  shape={statusShape(status)}
                  word={statusWord(status)}
                  role={row.member === null ? 'left' : leader === row.name ? 'leader' : null}
                  widthPx={labelPx}
                />
              </div>
            );
          })}
          <Slid drawn={drawn} moving={moving} leftPx={labelPx}>
            <Tracks
              line={line}
              scene={scene}
              ticks={ticks}
              sighted={sighted}
              shown={shown}
              leader={wants(filter, 'leader')}
              firstMs={memory.firstMs}
              rowPx={rowPx}
              topPx={headPx}
            />
          </Slid>
          <HeadRows
            drawn={drawn}
            moving={moving}
            scene={scene}
            ticks={ticks}
            stepMs={stepMs}
            labelPx={labelPx}
            chosenRow={read?.row ?? null}
            notes={notes}
          />
          <Slid drawn={drawn} moving={moving} leftPx={labelPx} className="z-[11]">
            <BlindSpots {...line} blind={scene.blind} />
            {view.selection !== null && (
              <BrushMark fromPx={onLine(view.selection.fromMs)} toPx={onLine(view.selection.toMs)} />
            )}
            {markedMs !== null && readMs !== null && (
              <BrushMark fromPx={onLine(markedMs)} toPx={onLine(readMs)} />
            )}
            {brush !== null && (
              <BrushMark fromPx={brush.startPx - drawn.leftPx} toPx={brush.endPx - drawn.leftPx} />
            )}
            {at !== 'live' && <MomentMark px={onLine(at)} />}
          </Slid>
          {readMs !== null && <Crosshair px={labelPx + toPx(readMs, bounds, widthPx)} />}
        </div>
      </div>
    </>
  );
}
