import { useCallback, useState } from 'react';

/** Of the inside of an element, pixels. */
export type Size = { widthPx: number; heightPx: number };

/** The size of the element that gets `ref`, kept up to date; null until it is in the document. */
export function useSize(): { ref: (element: Element | null) => (() => void) | undefined; size: Size | null } {
  const [size, setSize] = useState<Size | null>(null);
  const ref = useCallback((element: Element | null) => {
    if (element === null) return undefined;
    const measure = (): void => {
      const { clientWidth: widthPx, clientHeight: heightPx } = element;
      setSize((was) => (was?.widthPx === widthPx && was.heightPx === heightPx ? was : { widthPx, heightPx }));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, size };
}
