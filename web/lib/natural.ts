const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'variant' });

/** Orders names as people do: `node-2` before `node-10`. */
export const compareNatural = (a: string, b: string): number => collator.compare(a, b);
