import type { Shape } from '~wire/witness.ts';
import { StatusShape, TONES } from '../../components/StatusShape.tsx';
import { type Bounds, type Closed, toPx, within } from '../../lib/stretches.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import type { Bands } from './geometry.ts';

/** What a shape and the beginning of a word need. */
const LEAST_PX = 64;

type ChipsProps<T> = {
  stretches: readonly Closed<T>[];
  bounds: Bounds;
  widthPx: number;
  bands: Bands;
  /** Null: told by its form alone. */
  labelOf(stretch: Closed<T>): { shape: Shape; word: string } | null;
};

/** The words on those stretches that are wide enough for one. */
export function Chips<T>({ stretches, bounds, widthPx, bands, labelOf }: ChipsProps<T>) {
  return within(stretches, bounds).map((stretch) => {
    const { fromMs, toMs } = stretch;
    const x = Math.max(0, toPx(fromMs, bounds, widthPx));
    const roomPx = Math.min(widthPx, toPx(toMs, bounds, widthPx)) - x;
    const label = roomPx < LEAST_PX ? null : labelOf(stretch);
    if (label === null) return null;
    const { top, height } = bands.offline;
    return (
      <span
        key={fromMs}
        style={{ left: x + 3, top, height, maxWidth: roomPx - 6 }}
        className={`${TONES[label.shape]} absolute flex items-center gap-1 rounded-sm bg-surface px-1 text-xs font-medium text-tone`}
      >
        <StatusShape shape={label.shape} className="size-2.5" />
        <Foreign text={label.word} className="one-line" />
      </span>
    );
  });
}
