import { type Bounds, type Closed, toPx, within } from '../../lib/stretches.ts';
import type { MemberRow } from './scene.ts';

type LeadershipProps = {
  leaders: readonly Closed<string | null>[];
  rows: readonly MemberRow[];
  bounds: Bounds;
  widthPx: number;
  rowPx: number;
  topPx: number;
};

/** Who led the cluster database: a line on top of the leader's lane, which steps over to the next one's. */
export function Leadership({ leaders, rows, bounds, widthPx, rowPx, topPx }: LeadershipProps) {
  const lanes = new Map(rows.map(({ name }, index) => [name, index]));
  const yOf = (index: number): number => topPx + index * rowPx + 3;
  const onLine = (atMs: number): number =>
    Math.round(Math.min(widthPx, Math.max(0, toPx(atMs, bounds, widthPx))));
  let lines = '';
  let marks = '';
  let ledMs = NaN;
  let leading = -1;
  for (const { fromMs, toMs, value } of within(leaders, bounds)) {
    const lane = value === null ? undefined : lanes.get(value);
    if (lane === undefined) continue;
    const [x, end, y] = [onLine(fromMs), onLine(toMs), yOf(lane)];
    if (ledMs === fromMs) lines += `M${x} ${yOf(leading)}V${y}`;
    lines += `M${x} ${y}H${Math.max(end, x + 2)}`;
    if (fromMs > bounds.fromMs && leading !== lane) marks += `M${x} ${y - 4}l4 4l-4 4l-4-4z`;
    [leading, ledMs] = [lane, toMs];
  }
  return (
    <svg
      aria-hidden="true"
      width={widthPx}
      height={topPx + rows.length * rowPx}
      className="absolute top-0 left-0"
    >
      <path d={lines} className="fill-none stroke-ink" strokeWidth="1.5" />
      <path d={marks} className="fill-ink" />
    </svg>
  );
}
