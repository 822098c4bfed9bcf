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
        <Entry key={shape} words={word}>
          <Track pieces={only(shape)} bands={BANDS.status} />
        </Entry>
      ))}
      <Entry words={`${product} says Online, no answer to us`}>
        <Track pieces={only('online')} bands={BANDS.status} />
        <Track pieces={only('offline')} bands={BANDS.ours} />
      </Entry>
      <Entry words="leader">
        <path d={`M4 12h${SWATCH_PX}`} className="stroke-ink" strokeWidth="1.5" />
        <path d="M4 8l4 4l-4 4l-4-4z" className="fill-ink" />
      </Entry>
      <Entry words="something happened">
        <path d="M10 6h2v12h-2z" className="fill-soft" />
      </Entry>
      <Entry words="operation">
        <path d="M1 9h20v6h-20z" className="fill-soft opacity-70" />
      </Entry>
      <Entry words="one that failed">
        <path d="M1 9h20v6h-20z" className="fill-offline-mark" />
      </Entry>
      <Entry words="warning, or one cancelled">
        <path d="M1 9h20v6h-20z" className="fill-[url(#timeline-attention)]" />
      </Entry>
      <li className="flex items-center gap-1.5">
        <span
          aria-hidden="true"
          className="hatched inline-block h-4 w-5.5 border-x border-dashed border-faint bg-unknown/10"
        />
        nobody looked
      </li>
    </ul>
  );
}

function Entry({ words, children }: { words: string; children: ReactNode }) {
  return (
    <li className="flex items-center gap-1.5">
      <svg aria-hidden="true" width={SWATCH_PX} height={ROW_PX} className="shrink-0">
        {children}
      </svg>
      {words}
    </li>
  );
}
