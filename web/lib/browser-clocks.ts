import type { Reading } from './clock.ts';

/** The only place that reads the clocks of the machine. */
export const readBrowserClocks = (): Reading => ({ monotonicMs: performance.now(), wallMs: Date.now() });
