import { useSuspenseQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type PointerEvent, useMemo, useRef, useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { type Availability, byDay } from '~wire/availability.ts';
import type { Shape } from '~wire/witness.ts';
import { rangeTrailsQuery } from '../../../api/history-queries.ts';
import { zoneOffsetMs } from '../../../lib/instant.ts';
import { compareNatural } from '../../../lib/natural.ts';
import type { Piece } from '../../../lib/stretches.ts';
import { Foreign } from '../../../ui/Foreign.tsx';
import { useSize } from '../../../ui/useSize.ts';
import { useZone } from '../../../url/display.tsx';
import { useReviewPaths } from '../../../url/review-paths.ts';
import { Track } from '../Track.tsx';
import { statusBands } from '../geometry.ts';
import { CalendarLegend } from './CalendarLegend.tsx';
import { type DayPlace, stepDay } from './calendar-keys.ts';
import { clusterDayShape, clusterDayWords, memberDayShape, memberDayWords } from './day-words.ts';
import { dayWords, lastDays, monthsOf } from './days.ts';

const ROW_PX = 26;
const MONTHS_PX = 18;
const BANDS = statusBands(ROW_PX);
const LABEL_PX = { wide: 168, narrow: 96 } as const;
const NARROW_PX = 640;
const DAYS = { wide: 90, narrow: 30 } as const;

type CalendarProps = { cluster: string; product: string; nowMs: number };

/** Null stands for the cluster as a whole. */
type Row = { name: string | null; shapes: readonly (Shape | null)[] };

/** A mark for each of the last days of every member, by the calendar of the zone that times are shown in. */
export function Calendar({ cluster, product, nowMs }: CalendarProps) {
  const zone = useZone();
  const offsetOf = (atMs: number): number => zoneOffsetMs(atMs, zone);
  const paths = useReviewPaths();
  const navigate = useNavigate();
  const scroller = useRef<HTMLDivElement>(null);
  const { ref, size } = useSize();
  const [place, setPlace] = useState<DayPlace | null>(null);
  const narrow = size !== null && size.widthPx < NARROW_PX;
  const labelPx = narrow ? LABEL_PX.narrow : LABEL_PX.wide;
  const widthPx = Math.max(1, (size?.widthPx ?? 0) - labelPx - 20);
  const all = useDays(cluster, useLastDays(DAYS.wide, nowMs));
  const days = useMemo(() => (narrow ? all.slice(-DAYS.narrow) : all), [all, narrow]);
  const rows = useMemo(() => rowsOf(days), [days]);
  const lanes = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
    scrollMargin: MONTHS_PX,
  });

  const placeOf = (event: PointerEvent): DayPlace | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const day = Math.floor(((event.clientX - box.left - labelPx) / widthPx) * days.length);
    const row = Math.floor((event.clientY - box.top) / ROW_PX);
    return day < 0 || day >= days.length || row < 0 || row >= rows.length ? null : { row, day };
  };
  const chosen = place === null ? undefined : days[place.day];
  const dayPath = (day: Availability): string =>
    paths.timelineOf(cluster, { fromMs: day.fromMs, toMs: Math.min(day.toMs, nowMs) });
  const onKey = (key: string): boolean => {
    if (key === 'Enter' && chosen !== undefined) {
      void navigate(dayPath(chosen));
      return true;
    }
    const next = stepDay(key, place, { days: days.length, rows: rows.length });
    if (next === undefined) return false;
    setPlace(next);
    if (next !== null) lanes.scrollToIndex(next.row);
    return true;
  };

  const cellPx = widthPx / days.length;
  return (
    <>
      <p
        role="status"
        aria-label="Day"
        className="flex min-h-10 flex-wrap items-center gap-x-3 border-b border-line px-5 py-1.5 text-sm"
      >
        {place === null || chosen === undefined ? (
          <span className="text-faint">
            {dayWords(days[0]?.fromMs ?? nowMs, offsetOf)} to today. Point at a day, or go there by the arrow
            keys.
          </span>
        ) : (
          <DayTold day={chosen} name={rows[place.row]?.name ?? null} product={product} to={dayPath(chosen)} />
        )}
      </p>
      <div
        ref={scroller}
        role="application"
        aria-roledescription="calendar"
        aria-label="Days: left and right go from day to day, up and down from member to member, Enter shows the day"
        tabIndex={0}
        onKeyDown={(event) => {
          const ours = event.target === event.currentTarget;
          if (ours && !event.ctrlKey && !event.metaKey && !event.altKey && onKey(event.key))
            event.preventDefault();
        }}
        className="max-h-[70dvh] min-h-0 flex-1 overflow-x-hidden overflow-y-auto py-2 outline-offset-[-2px]"
      >
        <div style={{ height: MONTHS_PX, marginLeft: labelPx }} className="relative text-sm text-faint">
          {monthsOf(
            days.map(({ fromMs }) => fromMs),
            offsetOf,
          ).map(({ day, name }) => (
            <span key={day} style={{ left: day * cellPx }} className="absolute">
              {name}
            </span>
          ))}
        </div>
        <div
          ref={ref}
          style={{ height: lanes.getTotalSize() }}
          className="relative cursor-pointer select-none"
          onPointerMove={(event) => setPlace(placeOf(event))}
          onPointerDown={(event) => setPlace(placeOf(event))}
          onDoubleClick={() => chosen !== undefined && void navigate(dayPath(chosen))}
        >
          {lanes.getVirtualItems().map(({ index, start }) => {
            const row = rows[index];
            if (row === undefined) return null;
            return (
              <div
                key={row.name ?? ''}
                style={{ top: start - MONTHS_PX, height: ROW_PX }}
                className={`absolute inset-x-0 flex items-center ${place?.row === index ? 'bg-hover' : ''}`}
              >
                <span style={{ width: labelPx }} className="one-line shrink-0 pr-3 pl-5 text-sm">
                  {row.name === null ? 'the cluster' : <Foreign text={row.name} />}
                </span>
                <svg aria-hidden="true" width={widthPx} height={ROW_PX} className="shrink-0">
                  {place?.row === index && (
                    <rect x={place.day * cellPx} width={cellPx} height={ROW_PX} className="fill-accent/25" />
                  )}
                  <Track pieces={piecesOf(row.shapes, cellPx)} bands={BANDS} />
                </svg>
              </div>
            );
          })}
        </div>
      </div>
      <CalendarLegend />
    </>
  );
}

/** The same list until the day is over. */
function useLastDays(count: number, nowMs: number): readonly number[] {
  const zone = useZone();
  const midnights = lastDays(count, nowMs, (atMs) => zoneOffsetMs(atMs, zone));
  const key = midnights.join();
  // oxlint-disable-next-line react/exhaustive-deps -- the list is new each second; what it holds changes once a day
  return useMemo(() => midnights, [key]);
}

/** Read once and then again when the stream tells that there is more. */
function useDays(cluster: string, midnights: readonly number[]): readonly Availability[] {
  const fromMs = midnights[0] ?? 0;
  const { data: trails } = useSuspenseQuery(rangeTrailsQuery(cluster, { fromMs, toMs: null, tail: '' }));
  return useMemo(() => byDay(trails, midnights), [trails, midnights]);
}

function rowsOf(days: readonly Availability[]): Row[] {
  const byName = new Map<string, (Shape | null)[]>();
  for (const [index, { members }] of days.entries()) {
    for (const member of members) {
      const shapes = byName.get(member.member) ?? days.map(() => null);
      shapes[index] = memberDayShape(member);
      byName.set(member.member, shapes);
    }
  }
  const members = [...byName]
    .map(([name, shapes]) => ({ name, shapes }))
    .filter(({ shapes }) => shapes.some((shape) => shape !== null))
    .toSorted((a, b) => compareNatural(a.name, b.name));
  return [{ name: null, shapes: days.map(({ cluster }) => clusterDayShape(cluster)) }, ...members];
}

/** Days stand apart from each other, so that each can be counted. */
function piecesOf(shapes: readonly (Shape | null)[], cellPx: number): Map<Shape, Piece[]> {
  const pieces = new Map<Shape, Piece[]>();
  for (const [day, shape] of shapes.entries()) {
    if (shape === null) continue;
    const [x, end] = [Math.round(day * cellPx), Math.round((day + 1) * cellPx)];
    const piece = { x, end: Math.max(x + 1, end - 2) };
    const known = pieces.get(shape);
    if (known === undefined) pieces.set(shape, [piece]);
    else known.push(piece);
  }
  return pieces;
}

type DayToldProps = { day: Availability; name: string | null; product: string; to: string };

function DayTold({ day, name, product, to }: DayToldProps) {
  const zone = useZone();
  const member = name === null ? undefined : day.members.find((each) => each.member === name);
  const words =
    name === null
      ? clusterDayWords(day.cluster)
      : member === undefined
        ? 'no member'
        : memberDayWords(member, product);
  return (
    <>
      <span className="font-medium whitespace-nowrap">
        {dayWords(day.fromMs, (atMs) => zoneOffsetMs(atMs, zone))}
      </span>
      <span className="one-line max-w-48">{name === null ? 'the cluster' : <Foreign text={name} />}</span>
      <span className="text-soft">{words}</span>
      <Link to={to} className="ml-auto text-accent hover:underline">
        Show this day
      </Link>
    </>
  );
}
