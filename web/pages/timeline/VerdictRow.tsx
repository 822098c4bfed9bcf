import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { type Bounds, indexAt, piecesOf } from '../../lib/stretches.ts';
import { Chips } from './Chips.tsx';
import { Track } from './Track.tsx';
import { BLIND_CAUSE_WORDS } from '~wire/moment.ts';
import { HEAD_ROW_PX, leastPx, statusBands } from './geometry.ts';
import { levelShape } from './lanes.ts';
import type { Scene } from './scene.ts';

const BANDS = statusBands(HEAD_ROW_PX);

type VerdictRowProps = Pick<Scene, 'levels' | 'blind'> & { bounds: Bounds; widthPx: number };

/** The verdict over time, and why there is none where nobody looked. */
export function VerdictRow({ levels, blind, bounds, widthPx }: VerdictRowProps) {
  const isBlind = (atMs: number): boolean => indexAt(blind, atMs) >= 0;
  return (
    <>
      <svg aria-hidden="true" width={widthPx} height={HEAD_ROW_PX} className="absolute inset-0">
        <Track pieces={piecesOf(levels, levelShape, leastPx, bounds, widthPx)} bands={BANDS} />
      </svg>
      <Chips
        stretches={levels}
        bounds={bounds}
        widthPx={widthPx}
        bands={BANDS}
        labelOf={({ value, fromMs }) => (value === 'ok' || isBlind(fromMs) ? null : LEVEL_LOOKS[value])}
      />
      <Chips
        stretches={blind}
        bounds={bounds}
        widthPx={widthPx}
        bands={BANDS}
        labelOf={({ value }) => ({ shape: 'unknown', word: BLIND_CAUSE_WORDS[value] })}
      />
    </>
  );
}
