import type { ReactNode } from 'react';
import type { Shape } from '~wire/witness.ts';
import { Track } from './Track.tsx';
import { oursBands, statusBands } from './geometry.ts';

const SWATCH_PX = 22;
const ROW_PX = 24;
const BANDS = { status: statusBands(ROW_PX), ours: oursBands(ROW_PX) };

const STATUSES: readonly (readonly [Shape, string])[] = [
  ['online', 'Online'],
  ['offline', 'Offline'],
  ['evacuated', 'Evacuated'],
  ['attention', 'any other'],
  ['unknown', 'not known'],
];

const only = (shape: Shape) => new Map([[shape, [{ x: 1, end: SWATCH_PX - 1 }]]]);

/** What the forms on the lanes mean. */
export function Legend({ product }: { product: string }) {
  return (
    <ul aria-label="Legend" className="flex flex-wrap items-center gap-x-4 gap-y-0.5 text-sm text-soft">
      {STATUSES.map(([shape, word]) => (
        <li key={shape} className="flex items-center gap-1.5">
          <Swatch>
            <Track pieces={only(shape)} bands={BANDS.status} />
          </Swatch>
          {word}
        </li>
      ))}
      <li className="flex items-center gap-1.5">
        <Swatch>
          <Track pieces={only('online')} bands={BANDS.status} />
          <Track pieces={only('offline')} bands={BANDS.ours} />
        </Swatch>
        {product} says Online, no answer to us
      </li>
      <li className="flex items-center gap-1.5">
        <Swatch>
          <path d={`M4 12h${SWATCH_PX}`} className="stroke-ink" strokeWidth="1.5" />
          <path d="M4 8l4 4l-4 4l-4-4z" className="fill-ink" />
        </Swatch>
        leader
      </li>
    </ul>
  );
}

function Swatch({ children }: { children: ReactNode }) {
  return (
    <svg aria-hidden="true" width={SWATCH_PX} height={ROW_PX} className="shrink-0">
      {children}
    </svg>
  );
}
