/** The lanes of a stretch of time as they stand on paper: all of them, however many, on one line of points each. Pure. */
import type { Span, Trails } from '~wire/series.ts';
import { type Stretch, stretchesOf } from '~wire/stretches.ts';
import { type Shape, shapeOf } from '~wire/witness.ts';
import { LEVEL_LOOKS } from '../../../lib/levels.ts';
import { compareNatural } from '../../../lib/natural.ts';
import { type Bounds, type Closed, type Piece, piecesOf } from '../../../lib/stretches.ts';
import { leastPx } from '../geometry.ts';
import { oursShape } from '../lanes.ts';

/** `lxd` and `ours`: by either witness. */
export type PrintLane = {
  name: string;
  lxd: ReadonlyMap<Shape, readonly Piece[]>;
  ours: ReadonlyMap<Shape, readonly Piece[]>;
  /** While it led the cluster database. */
  led: readonly Piece[];
};

type Pieces = ReadonlyMap<Shape, readonly Piece[]>;

/** Null: there is nothing to draw, as it was no member. */
type ShapeOf<T> = (value: T | null) => Shape | null;

function drawn<T>(
  stretches: readonly Stretch<T>[],
  shape: ShapeOf<T>,
  bounds: Bounds,
  width: number,
): Pieces {
  const seen = stretches.flatMap(({ fromMs, toMs, value }): Closed<Shape>[] => {
    const form = shape(value);
    return form === null ? [] : [{ fromMs, toMs, value: form }];
  });
  return piecesOf(seen, (form) => form, leastPx, bounds, width);
}

const lxdShape: ShapeOf<Span> = (span) => {
  if (span?.ours === 'absent') return null;
  return span === null || span.status === null ? 'unknown' : shapeOf(span.status);
};
const ourShape: ShapeOf<Span> = (span) => {
  if (span?.ours === 'absent') return null;
  return span === null ? 'unknown' : oursShape(span.ours);
};

export function printLanes(trails: Trails, bounds: Bounds, width: number): PrintLane[] {
  const leaders = piecesOf(
    stretchesOf(trails.leaders, trails, bounds.fromMs, bounds.toMs),
    (leader) => leader?.member ?? null,
    () => 2,
    bounds,
    width,
  );
  return Object.entries(trails.members)
    .toSorted(([a], [b]) => compareNatural(a, b))
    .flatMap(([name, spans]): PrintLane[] => {
      const stretches = stretchesOf(spans, trails, bounds.fromMs, bounds.toMs);
      if (!stretches.some(({ value }) => value !== null && value.ours !== 'absent')) return [];
      return [
        {
          name,
          lxd: drawn(stretches, lxdShape, bounds, width),
          ours: drawn(stretches, ourShape, bounds, width),
          led: leaders.get(name) ?? [],
        },
      ];
    });
}

export const printLevels = (trails: Trails, bounds: Bounds, width: number): Pieces =>
  drawn(
    stretchesOf(trails.levels, trails, bounds.fromMs, bounds.toMs),
    (judged) => (judged === null ? 'unknown' : LEVEL_LOOKS[judged.level].shape),
    bounds,
    width,
  );
