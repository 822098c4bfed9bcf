/** A time that was measured, in two figures or so: `0.42 ms`, `3.1 ms`, `120 ms`. */
export const formatMs = (ms: number): string => `${ms.toFixed(ms < 1 ? 2 : ms < 10 ? 1 : 0)} ms`;
