/** The timeline as a list: everything that is drawn, the newest first. Pure. */
import { type Bounds, type Stretch } from '../../lib/stretches.ts';
import type { Happening } from './moments.ts';
import type { MemberRow, Scene } from './scene.ts';

/** `index`: of the stretch in its line, which need not have ended. */
export type Entry = { atMs: number } & (
  | { kind: 'level' | 'leader'; index: number }
  | { kind: 'status' | 'ours'; row: MemberRow; index: number }
  | { kind: 'happening'; happening: Happening }
);

type Lines = Pick<Scene, 'rows' | 'levels' | 'leaders' | 'happenings'>;

const touches = ({ fromMs, toMs }: Stretch<unknown>, bounds: Bounds): boolean =>
  fromMs < bounds.toMs && (toMs === null || toMs > bounds.fromMs);

export function entriesOf({ rows, levels, leaders, happenings }: Lines, bounds: Bounds): Entry[] {
  const entries: Entry[] = [];
  const add = (
    stretches: readonly Stretch<unknown>[],
    entry: (index: number, atMs: number) => Entry,
  ): void => {
    for (const [index, stretch] of stretches.entries()) {
      if (touches(stretch, bounds)) entries.push(entry(index, stretch.fromMs));
    }
  };
  add(levels, (index, atMs) => ({ kind: 'level', index, atMs }));
  add(leaders, (index, atMs) => ({ kind: 'leader', index, atMs }));
  for (const row of rows) {
    add(row.lane.status, (index, atMs) => ({ kind: 'status', row, index, atMs }));
    add(row.lane.ours, (index, atMs) => ({ kind: 'ours', row, index, atMs }));
  }
  for (const happening of happenings) {
    const { atMs } = happening;
    if (atMs >= bounds.fromMs && atMs <= bounds.toMs) entries.push({ kind: 'happening', happening, atMs });
  }
  // What is of one moment stays in its order: the cluster's first, then by member.
  return entries.toSorted((a, b) => b.atMs - a.atMs);
}
