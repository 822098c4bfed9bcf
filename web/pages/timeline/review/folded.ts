/** A summary that stays one where many members fared alike. Pure. */
import type { Line } from '~wire/summary.ts';

/** `more`: so many lines of this kind follow that are not shown. */
export type Folded = { line: Line; more: 0 } | { line: null; kind: Line['kind']; more: number };

/** Of each kind the first `most`, and how many there are besides; one more is shown rather than counted. */
export function folded(lines: readonly Line[], most: number): Folded[] {
  const totals = new Map<Line['kind'], number>();
  for (const { kind } of lines) totals.set(kind, (totals.get(kind) ?? 0) + 1);
  const seen = new Map<Line['kind'], number>();
  return lines.flatMap((line): Folded[] => {
    const { kind } = line;
    const count = (seen.get(kind) ?? 0) + 1;
    seen.set(kind, count);
    const total = totals.get(kind) ?? 0;
    if (total <= most + 1 || count <= most) return [{ line, more: 0 }];
    return count === most + 1 ? [{ line: null, kind, more: total - most }] : [];
  });
}
