import { memo, useMemo } from 'react';
import { type Bounds, clustersOf, piecesOf } from '../../lib/stretches.ts';
import { Chips } from './Chips.tsx';
import { Track } from './Track.tsx';
import { APART_PX, leastPx, oursBands, statusBands } from './geometry.ts';
import { type Lane, closeLane, oursShape, statusKind, statusShape } from './lanes.ts';
import type { Happening } from './happening.ts';

/** Which of the two witnesses is asked for. */
export type Witnesses = { status: boolean; ours: boolean };

type MemberLaneProps = {
  lane: Lane;
  /** When it ends, and until when each of its witnesses was heard: no later than what is drawn. */
  endMs: number;
  lxdMs: number;
  oursMs: number;
  happenings: readonly Happening[];
  shown: Witnesses;
  bounds: Bounds;
  widthPx: number;
  rowPx: number;
};

/** The past of one member: LXD's word as the band, our own as the line below it, and what else happened as ticks. */
export const MemberLane = memo(function MemberLane({
  lane,
  endMs,
  lxdMs,
  oursMs,
  happenings,
  shown,
  bounds,
  widthPx,
  rowPx,
}: MemberLaneProps) {
  const bands = useMemo(() => ({ status: statusBands(rowPx), ours: oursBands(rowPx) }), [rowPx]);
  const { status, ours } = useMemo(
    () => closeLane(lane, { lxdMs, oursMs }, endMs),
    [lane, lxdMs, oursMs, endMs],
  );
  const seen = piecesOf(ours, oursShape, leastPx, bounds, widthPx);
  // A hatched line this thin would look like a dotted one: where nobody probed, there is none.
  seen.delete('unknown');
  return (
    <>
      <svg aria-hidden="true" width={widthPx} height={rowPx} className="absolute inset-0">
        {shown.status && (
          <Track pieces={piecesOf(status, statusKind, leastPx, bounds, widthPx)} bands={bands.status} />
        )}
        {shown.ours && <Track pieces={seen} bands={bands.ours} />}
        <path
          d={clustersOf(happenings, bounds, widthPx, APART_PX)
            .map(({ x }) => `M${Math.round(x) - 1} 1h2v5h-2z`)
            .join('')}
          className="fill-soft"
        />
      </svg>
      {shown.status && (
        <Chips
          stretches={status}
          bounds={bounds}
          widthPx={widthPx}
          bands={bands.status}
          labelOf={({ value }) => {
            const shape = statusShape(value);
            return typeof value !== 'string' || shape === 'online' ? null : { shape, word: value };
          }}
        />
      )}
    </>
  );
});
