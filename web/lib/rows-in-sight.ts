/** Which rows of a long list can be seen. Pure. */

/** The part of a list that can be seen: how far it is scrolled, and how high its window is, pixels. */
export type Window = { topPx: number; heightPx: number };

/** The index of the first row, and of the one after the last. */
export type RowRange = { first: number; end: number };

/** Where each row begins, and at the end where the last one ends, pixels. */
export function topsOf(count: number, heightPx: (index: number) => number): Float64Array {
  const tops = new Float64Array(count + 1);
  for (let index = 0; index < count; index += 1) tops[index + 1] = (tops[index] ?? 0) + heightPx(index);
  return tops;
}

/** The first index of which a row begins beyond `px`; as many as there are tops where none does. */
function firstBeyond(tops: Float64Array, px: number): number {
  let [low, high] = [0, tops.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((tops[middle] ?? Infinity) > px) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The rows in sight, and `more` on either side, so that a key or a turn of the wheel finds them there. */
export function rowsInSight(tops: Float64Array, { topPx, heightPx }: Window, more: number): RowRange {
  const count = tops.length - 1;
  const first = firstBeyond(tops, topPx) - 1;
  const end = firstBeyond(tops, topPx + heightPx);
  return {
    first: Math.max(0, Math.min(first, count) - more),
    end: Math.min(count, Math.max(end, 0) + more),
  };
}
