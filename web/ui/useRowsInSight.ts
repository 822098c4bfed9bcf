import { type RefObject, useCallback, useLayoutEffect, useMemo, useReducer, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { type Window, rowsInSight, topsOf } from '../lib/rows-in-sight.ts';

type Rows = {
  count: number;
  /** What they are scrolled in. */
  scroller: RefObject<HTMLElement | null>;
  /** Goes with a row wherever it stands: what is measured of it is kept by this. Must be the same while nothing changes. */
  keyOf(index: number): string;
  /** How high it probably is. Must be the same while nothing changes. */
  guessPx(index: number): number;
};

type RowsInSight = {
  /** Of all rows together. */
  heightPx: number;
  rows: readonly { index: number; topPx: number }[];
  /** The ref of each row, which bears its index as `data-index`. */
  measure(row: HTMLElement | null): (() => void) | undefined;
};

/** Rows on either side of those in sight. */
const MORE = 8;
/** Less is a rounding. */
const SAME_PX = 0.5;

/** Which rows of a long list have to be in the document, and where they stand. Each is measured when it is there. */
export function useRowsInSight({ count, scroller, keyOf, guessPx }: Rows): RowsInSight {
  const [heights] = useState(() => new Map<string, number>());
  const [measured, remeasured] = useReducer((times: number) => times + 1, 0);
  const [view, setView] = useState<Window>({ topPx: 0, heightPx: 0 });
  const heightOf = useCallback(
    (index: number) => heights.get(keyOf(index)) ?? guessPx(index),
    [heights, keyOf, guessPx],
  );
  // oxlint-disable-next-line react/exhaustive-deps -- `measured` stands for what is in `heights`
  const tops = useMemo(() => topsOf(count, heightOf), [count, heightOf, measured]);
  const { first, end } = rowsInSight(tops, view, MORE);

  // What the browser calls must know of the last rendering.
  const drawn = useRef({ tops, first, end, keyOf, heightOf });
  useLayoutEffect(() => {
    drawn.current = { tops, first, end, keyOf, heightOf };
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const look = (): Window => ({ topPx: element.scrollTop, heightPx: element.clientHeight });
    const update = (): void => {
      const now = look();
      const wanted = rowsInSight(drawn.current.tops, now, MORE);
      if (wanted.first === drawn.current.first && wanted.end === drawn.current.end) return;
      // Before the next frame, which would be empty where it was scrolled to.
      flushSync(() => setView(now));
    };
    setView(look());
    const resized = new ResizeObserver(update);
    resized.observe(element);
    element.addEventListener('scroll', update, { passive: true });
    // What takes the focus is scrolled into sight at once, and that it was is told only with the next frame: on a busy
    // machine Tab would have run out of rows by then.
    element.addEventListener('focusin', update);
    return () => {
      resized.disconnect();
      element.removeEventListener('scroll', update);
      element.removeEventListener('focusin', update);
    };
  }, [scroller]);

  const [observer] = useState(
    () =>
      new ResizeObserver((entries) => {
        const scrolledPx = scroller.current?.scrollTop ?? 0;
        let [changed, aboveGrewPx] = [false, 0];
        for (const { target } of entries) {
          const index = target instanceof HTMLElement ? Number(target.dataset['index']) : NaN;
          const { height } = target.getBoundingClientRect();
          if (!target.isConnected || !(index < drawn.current.tops.length - 1)) continue;
          const grewPx = height - drawn.current.heightOf(index);
          if (Math.abs(grewPx) < SAME_PX) continue;
          heights.set(drawn.current.keyOf(index), height);
          changed = true;
          if ((drawn.current.tops[index] ?? 0) < scrolledPx) aboveGrewPx += grewPx;
        }
        if (!changed) return;
        flushSync(remeasured);
        // What is being looked at stays where it is.
        if (aboveGrewPx !== 0) scroller.current?.scrollBy(0, aboveGrewPx);
      }),
  );
  const measure = useCallback(
    (row: HTMLElement | null) => {
      if (row === null) return undefined;
      observer.observe(row);
      return () => observer.unobserve(row);
    },
    [observer],
  );

  return {
    heightPx: tops[count] ?? 0,
    rows: Array.from({ length: end - first }, (_, place) => ({
      index: first + place,
      topPx: tops[first + place] ?? 0,
    })),
    measure,
  };
}
