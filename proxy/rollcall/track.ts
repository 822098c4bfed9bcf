/** Columns of numbers over the last so many steps of time. A step in which nothing was put stays a gap. */

export type Track = {
  /** Puts `value` for the step that `atMs` lies in, in place of what is there. Older than the track: passed over. */
  put(column: string, atMs: number, value: number): void;
  at(column: string, atMs: number): number | null;
  columns(): string[];
  /** The whole column up to `nowMs`, oldest first; all gaps where there is no such column. */
  read(column: string, nowMs: number): (number | null)[];
  /** When the first step of `read` begins. */
  fromMs(nowMs: number): number;
};

export function createTrack(stepMs: number, length: number): Track {
  const columns = new Map<string, Float32Array>();
  let newest = Number.NEGATIVE_INFINITY;

  const stepOf = (atMs: number): number => Math.floor(atMs / stepMs);
  const slotOf = (step: number): number => step % length;
  /** Steps that are passed on the way to a newer one were gaps; what stood in their slots is from a round ago. */
  const advance = (step: number): void => {
    if (step <= newest) return;
    const first = Math.max(newest + 1, step - length + 1);
    for (let passed = first; passed <= step; passed += 1) {
      for (const values of columns.values()) values[slotOf(passed)] = Number.NaN;
    }
    newest = step;
  };
  const valueAt = (values: Float32Array | undefined, step: number): number | null => {
    if (values === undefined || step > newest || step <= newest - length) return null;
    const value = values[slotOf(step)] ?? Number.NaN;
    return Number.isNaN(value) ? null : value;
  };

  return {
    put(column, atMs, value) {
      const step = stepOf(atMs);
      advance(step);
      if (step <= newest - length) return;
      const values = columns.get(column) ?? new Float32Array(length).fill(Number.NaN);
      columns.set(column, values);
      values[slotOf(step)] = value;
    },
    at: (column, atMs) => valueAt(columns.get(column), stepOf(atMs)),
    columns: () => [...columns.keys()],
    read(column, nowMs) {
      const values = columns.get(column);
      const last = stepOf(nowMs);
      return Array.from({ length }, (_, index) => valueAt(values, last - length + 1 + index));
    },
    fromMs: (nowMs) => (stepOf(nowMs) - length + 1) * stepMs,
  };
}
