import { type Bounds, toPx } from '../../lib/stretches.ts';
import type { Tick } from '../../lib/time-ticks.ts';

type GridProps = { ticks: readonly Tick[]; firstMs: number; bounds: Bounds; widthPx: number };

/** Room for the words on what came before the first record. */
const WORDS_PX = 160;

/** Behind the lanes: the round times, and where the record begins. */
export function Grid({ ticks, firstMs, bounds, widthPx }: GridProps) {
  const edgePx = Math.min(toPx(firstMs, bounds, widthPx), widthPx);
  return (
    <div aria-hidden="true">
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
export function MomentMark({ px }: { px: number }) {
  return (
    <span aria-hidden="true" style={{ left: px - 1 }} className="absolute inset-y-0 w-0.5 bg-accent">
      <span className="sticky top-0 -ml-1 block size-2.5 rotate-45 bg-accent" />
    </span>
  );
}

/** What is being marked, or is: from one end to the other, pixels. */
export function BrushMark({ fromPx, toPx: endPx }: { fromPx: number; toPx: number }) {
  const [left, right] = [Math.min(fromPx, endPx), Math.max(fromPx, endPx)];
  return (
    <span
      aria-hidden="true"
      style={{ left, width: right - left }}
      className="absolute inset-y-0 border-x border-accent bg-accent/15"
    />
  );
}
