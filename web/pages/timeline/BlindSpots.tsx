import { type Bounds, piecesOf } from '../../lib/stretches.ts';
import type { Scene } from './scene.ts';

type BlindSpotsProps = Pick<Scene, 'blind'> & { bounds: Bounds; widthPx: number };

/** However short, a time in which nobody looked can be seen. */
const LEAST_PX = 2;

/** Hatched over everything: whatever is drawn there, nobody saw it. Why, the row of the verdict says. */
export function BlindSpots({ blind, bounds, widthPx }: BlindSpotsProps) {
  const pieces = piecesOf(
    blind,
    () => 'blind',
    () => LEAST_PX,
    bounds,
    widthPx,
  ).get('blind');
  return pieces?.map(({ x, end }) => (
    <span
      key={x}
      aria-hidden="true"
      style={{ left: x, width: end - x }}
      className="hatched absolute inset-y-0 border-x border-dashed border-faint bg-unknown/10"
    />
  ));
}
