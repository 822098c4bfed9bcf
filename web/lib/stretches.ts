/** Stretches of time in which something stayed as it was, and where they lie on a line of pixels. Pure. */

/** From `fromMs` up to but not including `toMs`; times are ms UTC. */
export type Bounds = { fromMs: number; toMs: number };

/** `value` held all the time from `fromMs` on; `toMs` null: nothing else is known to have followed. */
export type Stretch<T> = { fromMs: number; toMs: number | null; value: T };

/** A stretch with both its ends. */
export type Closed<T> = Bounds & { value: T };

/** Something that holds from a moment on, until the next begins. */
type Begun = { fromMs: number };

/** What begins one after another, oldest first, as stretches: equal neighbours are one. */
export function stretchesOf<S extends Begun, T>(begun: readonly S[], valueOf: (item: S) => T): Stretch<T>[] {
  const stretches: Stretch<T>[] = [];
  for (const item of begun) {
    const value = valueOf(item);
    const last = stretches.at(-1);
    if (last?.value === value) continue;
    if (last !== undefined) last.toMs = item.fromMs;
    stretches.push({ fromMs: item.fromMs, toMs: null, value });
  }
  return stretches;
}

/**
 * Closes the last stretch. What was last confirmed at `knownUntilMs` is `unknown` from then until `nowMs`: nothing is
 * drawn out beyond what was seen.
 */
export function closed<T>(
  stretches: readonly Stretch<T>[],
  unknown: T,
  knownUntilMs: number,
  nowMs: number,
): Closed<T>[] {
  const ends = stretches.map(({ fromMs, toMs, value }) => ({
    fromMs,
    toMs: toMs ?? (value === unknown ? nowMs : Math.min(nowMs, Math.max(fromMs, knownUntilMs))),
    value,
  }));
  const lastMs = ends.at(-1)?.toMs ?? nowMs;
  if (lastMs < nowMs) ends.push({ fromMs: lastMs, toMs: nowMs, value: unknown });
  return ends;
}

/** How many of what is in order come first, for which `early` holds. */
function countEarly<T>(ordered: readonly T[], early: (item: T) => boolean): number {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const item = ordered[middle];
    if (item !== undefined && early(item)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The index of the stretch that holds at `atMs`; -1: none does. They are in order and do not overlap. */
export function indexAt(stretches: readonly Bounds[], atMs: number): number {
  const index = countEarly(stretches, ({ fromMs }) => fromMs <= atMs) - 1;
  const found = stretches[index];
  return found !== undefined && atMs < found.toMs ? index : -1;
}

/** Those that have a part in `bounds`. They are in order and do not overlap. */
export function within<S extends Bounds>(stretches: readonly S[], { fromMs, toMs }: Bounds): S[] {
  return stretches.slice(
    countEarly(stretches, (stretch) => stretch.toMs <= fromMs),
    countEarly(stretches, (stretch) => stretch.fromMs < toMs),
  );
}

/** Where a moment lies on a line of `widthPx` that stands for `bounds`; outside of it where the moment is. */
export const toPx = (atMs: number, { fromMs, toMs }: Bounds, widthPx: number): number =>
  ((atMs - fromMs) / (toMs - fromMs)) * widthPx;

/** The moment at a place on the line, ms. */
export const toMs = (px: number, bounds: Bounds, widthPx: number): number =>
  bounds.fromMs + (px / widthPx) * (bounds.toMs - bounds.fromMs);

/** A piece of the line, in whole pixels: from `x` up to `end`. */
export type Piece = { x: number; end: number };

/**
 * The pieces of a line of `widthPx` that stretches cover, by their kind. However short, a stretch is at least `leastPx(kind)`
 * wide, so that a second of trouble is seen among days; pieces of one kind that touch are one, so that there are never more
 * than pixels.
 */
export function piecesOf<T, K>(
  stretches: readonly Closed<T>[],
  kindOf: (value: T) => K,
  leastPx: (kind: K) => number,
  bounds: Bounds,
  widthPx: number,
): Map<K, Piece[]> {
  const pieces = new Map<K, Piece[]>();
  for (const stretch of within(stretches, bounds)) {
    const kind = kindOf(stretch.value);
    const x = clamp(Math.round(toPx(stretch.fromMs, bounds, widthPx)), widthPx);
    const end = clamp(Math.max(Math.round(toPx(stretch.toMs, bounds, widthPx)), x + leastPx(kind)), widthPx);
    // What begins with the last pixel needs room before it.
    const begin = Math.max(0, Math.min(x, end - leastPx(kind)));
    if (end > begin) add(pieces, kind, { x: begin, end });
  }
  return pieces;
}

const clamp = (px: number, widthPx: number): number => Math.min(Math.max(px, 0), widthPx);

function add<K>(pieces: Map<K, Piece[]>, kind: K, piece: Piece): void {
  const known = pieces.get(kind);
  const last = known?.at(-1);
  if (known === undefined) pieces.set(kind, [piece]);
  else if (last !== undefined && piece.x <= last.end) last.end = Math.max(last.end, piece.end);
  else known.push(piece);
}

/** Moments that lie too close to each other to be told apart. `x`: the first of them, pixels. */
export type Cluster<T> = { x: number; items: T[] };

/** Those of moments, oldest first, that lie within `bounds`, both ends included. */
export const momentsIn = <T extends { atMs: number }>(moments: readonly T[], bounds: Bounds): T[] =>
  moments.slice(
    countEarly(moments, ({ atMs }) => atMs < bounds.fromMs),
    countEarly(moments, ({ atMs }) => atMs <= bounds.toMs),
  );

/** Puts moments within `bounds`, oldest first, into clusters at least `apartPx` apart. */
export function clustersOf<T extends { atMs: number }>(
  moments: readonly T[],
  bounds: Bounds,
  widthPx: number,
  apartPx: number,
): Cluster<T>[] {
  const clusters: Cluster<T>[] = [];
  for (const moment of momentsIn(moments, bounds)) {
    const x = toPx(moment.atMs, bounds, widthPx);
    const last = clusters.at(-1);
    if (last !== undefined && x - last.x < apartPx) last.items.push(moment);
    else clusters.push({ x, items: [moment] });
  }
  return clusters;
}
