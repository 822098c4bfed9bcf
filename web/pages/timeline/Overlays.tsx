import { type Bounds, type Closed, toPx, within } from '../../lib/stretches.ts';
import type { Tick } from '../../lib/time-ticks.ts';
import type { MemberRow } from './scene.ts';
import type { Brush } from './useGestures.ts';

type GridProps = {
  ticks: readonly Tick[];
  firstMs: number;
  bounds: Bounds;
  widthPx: number;
  leftPx: number;
};

/** Room for the words on what came before the first record. */
const WORDS_PX = 160;

/** Behind the lanes: the round times, and where the record begins. */
export function Grid({ ticks, firstMs, bounds, widthPx, leftPx }: GridProps) {
  const edgePx = toPx(firstMs, bounds, widthPx);
  return (
    <div aria-hidden="true" style={{ left: leftPx }} className="absolute inset-y-0 right-0 overflow-hidden">
      {ticks.map(({ atMs, midnight }) => (
        <span
          key={atMs}
          style={{ left: toPx(atMs, bounds, widthPx) }}
          className={`absolute inset-y-0 border-l ${midnight ? 'border-edge' : 'border-line'}`}
        />
      ))}
      {edgePx > 0 && (
        <span
          style={{ width: edgePx }}
          className="absolute inset-y-0 left-0 flex items-end justify-end border-r border-dashed border-faint bg-sunken"
        >
          {edgePx >= WORDS_PX && (
            <span className="sticky bottom-0 px-2 py-1 text-sm whitespace-nowrap text-soft">
              before the first record
            </span>
          )}
        </span>
      )}
    </div>
  );
}

type LeadershipProps = {
  leaders: readonly Closed<string | null>[];
  rows: readonly MemberRow[];
  bounds: Bounds;
  widthPx: number;
  rowPx: number;
  topPx: number;
  leftPx: number;
};

/** Who led the cluster database: a line on top of the leader's lane, which steps over to the next one's. */
export function Leadership({ leaders, rows, bounds, widthPx, rowPx, topPx, leftPx }: LeadershipProps) {
  const lanes = new Map(rows.map(({ name }, index) => [name, index]));
  const yOf = (index: number): number => topPx + index * rowPx + 3;
  const onLine = (atMs: number): number =>
    Math.round(Math.min(widthPx, Math.max(0, toPx(atMs, bounds, widthPx))));
  let lines = '';
  let marks = '';
  let before: { lane: number; endMs: number } | null = null;
  for (const { fromMs, toMs, value } of within(leaders, bounds)) {
    const lane = value === null ? undefined : lanes.get(value);
    if (lane === undefined) continue;
    const [x, end, y] = [onLine(fromMs), onLine(toMs), yOf(lane)];
    if (before !== null && before.endMs === fromMs) lines += `M${x} ${yOf(before.lane)}V${y}`;
    lines += `M${x} ${y}H${Math.max(end, x + 2)}`;
    if (fromMs > bounds.fromMs) marks += `M${x} ${y - 4}l4 4l-4 4l-4-4z`;
    before = { lane, endMs: toMs };
  }
  return (
    <svg
      aria-hidden="true"
      style={{ left: leftPx }}
      width={widthPx}
      height={topPx + rows.length * rowPx}
      className="pointer-events-none absolute top-0"
    >
      <path d={lines} className="fill-none stroke-ink" strokeWidth="1.5" />
      <path d={marks} className="fill-ink" />
    </svg>
  );
}

/** The moment that is read. */
export function Crosshair({ px }: { px: number }) {
  return (
    <span
      aria-hidden="true"
      style={{ left: px }}
      className="pointer-events-none absolute inset-y-0 z-20 border-l border-accent"
    />
  );
}

/** The moment that was chosen, which the other pages are of. */
export function MomentMark({ px, leftPx, widthPx }: { px: number; leftPx: number; widthPx: number }) {
  if (px < 0 || px > widthPx) return null;
  return (
    <span
      aria-hidden="true"
      style={{ left: leftPx + px - 1 }}
      className="pointer-events-none absolute inset-y-0 z-[12] w-0.5 bg-accent"
    >
      <span className="sticky top-0 -ml-1 block size-2.5 rotate-45 bg-accent" />
    </span>
  );
}

/** What is being marked, or is. */
export function BrushMark({
  brush: { startPx, endPx },
  leftPx,
  widthPx,
}: {
  brush: Brush;
  leftPx: number;
  widthPx: number;
}) {
  const onLine = (px: number): number => Math.min(Math.max(px, 0), widthPx);
  const [from, to] = [onLine(Math.min(startPx, endPx)), onLine(Math.max(startPx, endPx))];
  if (to <= from) return null;
  return (
    <span
      aria-hidden="true"
      style={{ left: leftPx + from, width: to - from }}
      className="pointer-events-none absolute inset-y-0 z-20 border-x border-accent bg-accent/15"
    />
  );
}
