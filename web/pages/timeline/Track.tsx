import type { Shape } from '~wire/witness.ts';
import { TONES } from '../../components/StatusShape.tsx';
import type { Piece } from '../../lib/stretches.ts';
import type { Band, Bands } from './geometry.ts';

/** What lies over what where there is room for one only: the worst on top. */
const ORDER: readonly Shape[] = ['online', 'evacuated', 'unknown', 'attention', 'offline'];

/** Besides its height, each has a texture: full, hollow, hatched, striped. */
const FILLS: Readonly<Record<Shape, string>> = {
  online: 'fill-(--mark) opacity-80',
  evacuated: 'fill-(--mark) [fill-opacity:0.28] stroke-(--mark)',
  unknown: 'fill-[url(#timeline-unknown)]',
  attention: 'fill-[url(#timeline-attention)]',
  offline: 'fill-(--mark)',
};

const pathOf = (pieces: readonly Piece[], { top, height }: Band): string =>
  pieces.map(({ x, end }) => `M${x} ${top}h${end - x}v${height}h${x - end}z`).join('');

/** `null`: pieces of which there is nothing to be drawn. */
type TrackProps = { pieces: ReadonlyMap<Shape | null, readonly Piece[]>; bands: Bands };

/** Pieces of one line, however many, as one path for each status. Inside of an svg. */
export function Track({ pieces, bands }: TrackProps) {
  return ORDER.map((shape) => {
    const own = pieces.get(shape);
    if (own === undefined) return null;
    return <path key={shape} d={pathOf(own, bands[shape])} className={`${TONES[shape]} ${FILLS[shape]}`} />;
  });
}

/** The textures of the tracks, once on the page. */
export function TrackTextures() {
  return (
    <svg aria-hidden="true" width="0" height="0" className="absolute">
      <defs>
        <pattern
          id="timeline-unknown"
          patternUnits="userSpaceOnUse"
          width="6"
          height="6"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" className="fill-sunken" />
          <rect width="2" height="6" className="fill-unknown-mark opacity-50" />
        </pattern>
        <pattern id="timeline-attention" patternUnits="userSpaceOnUse" width="4" height="4">
          <rect width="4" height="4" className="fill-attention-mark opacity-45" />
          <rect width="2" height="4" className="fill-attention-mark" />
        </pattern>
      </defs>
    </svg>
  );
}
