import type { Shape } from '~wire/witness.ts';
import { Track } from '../Track.tsx';
import { statusBands } from '../geometry.ts';

const SWATCH_PX = 12;
const ROW_PX = 24;
const BANDS = statusBands(ROW_PX);

const SHAPES: readonly (readonly [Shape, string])[] = [
  ['online', 'answered us all day, as far as is known'],
  ['attention', 'missed up to 1%'],
  ['offline', 'missed more'],
  ['unknown', 'less than half of the day is known'],
];

/** What the marks of the calendar mean. */
export function CalendarLegend() {
  return (
    <ul
      aria-label="Marks of the calendar"
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-0.5 border-t border-line px-5 py-2 text-sm text-soft"
    >
      {SHAPES.map(([shape, word]) => (
        <li key={shape} className="flex items-center gap-1.5">
          <svg aria-hidden="true" width={SWATCH_PX} height={ROW_PX} className="shrink-0">
            <Track pieces={new Map([[shape, [{ x: 1, end: SWATCH_PX - 1 }]]])} bands={BANDS} />
          </svg>
          {word}
        </li>
      ))}
    </ul>
  );
}
