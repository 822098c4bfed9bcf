/** The timeline as a list: everything that is drawn and wanted, the newest first. Pure. */
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import type { Bounds, Stretch } from '../../lib/stretches.ts';
import { type TimelineFilter, type TimelineKind, wants } from '../../url/timeline-filter.ts';
import { BLIND_CAUSE_WORDS } from '~wire/moment.ts';
import type { Happening } from './happening.ts';
import { oursWord, statusWord } from './lanes.ts';
import type { MemberRow, Scene } from './scene.ts';
import { wantsWords } from './wanted.ts';

/** `index`: of the stretch in its line, which need not have ended. */
export type Entry = { atMs: number } & (
  | { kind: 'level' | 'leader' | 'blind'; index: number }
  | { kind: 'status' | 'ours'; row: MemberRow; index: number }
  | { kind: 'happening'; happening: Happening }
);

type Lines = Pick<Scene, 'rows' | 'levels' | 'leaders' | 'blind' | 'happenings'>;

type Span = { fromMs: number; toMs: number | null };

const touches = ({ fromMs, toMs }: Span, bounds: Bounds): boolean =>
  fromMs < bounds.toMs && (toMs === null || toMs > bounds.fromMs);

export const levelWords = (level: Scene['levels'][number]['value']): string =>
  `verdict ${LEVEL_LOOKS[level].word}`;
export const leaderWords = (leader: string | null): string =>
  leader === null ? 'leader not known' : 'leads the cluster database';

export function entriesOf(
  { rows, levels, leaders, blind, happenings }: Lines,
  bounds: Bounds,
  filter: TimelineFilter,
): Entry[] {
  const entries: Entry[] = [];
  /** Adds what of a line is wanted. `told`: whom it is about, and how it is said; null: it is said elsewhere. */
  const add = <T>(
    kind: TimelineKind,
    stretches: readonly Stretch<T>[],
    told: (value: T) => readonly [member: string | null, words: string] | null,
    entry: (index: number, atMs: number) => Entry,
  ): void => {
    if (!wants(filter, kind)) return;
    for (const [index, stretch] of stretches.entries()) {
      const words = told(stretch.value);
      if (words !== null && touches(stretch, bounds) && wantsWords(filter, ...words))
        entries.push(entry(index, stretch.fromMs));
    }
  };
  add(
    'verdict',
    levels,
    (level) => [null, levelWords(level)],
    (index, atMs) => ({ kind: 'level', index, atMs }),
  );
  add(
    'leader',
    leaders,
    (leader) => [leader, leaderWords(leader)],
    (index, atMs) => ({ kind: 'leader', index, atMs }),
  );
  // That nobody looked is told whatever is wanted: without it, nothing would look like no change.
  for (const [index, { fromMs, toMs, value }] of blind.entries()) {
    if (
      touches({ fromMs, toMs }, bounds) &&
      wantsWords({ ...filter, member: '' }, null, BLIND_CAUSE_WORDS[value])
    )
      entries.push({ kind: 'blind', index, atMs: fromMs });
  }
  for (const row of rows) {
    const { name, lane } = row;
    add(
      'status',
      lane.status,
      (status) => [name, statusWord(status)],
      (index, atMs) => ({ kind: 'status', row, index, atMs }),
    );
    add(
      'answers',
      lane.ours,
      (ours) => (ours === 'absent' ? null : [name, oursWord(ours)]),
      (index, atMs) => ({ kind: 'ours', row, index, atMs }),
    );
  }
  for (const happening of happenings) {
    const { atMs, endMs } = happening;
    const went = { fromMs: atMs, toMs: endMs === null ? null : Math.max(endMs, atMs + 1) };
    if (touches(went, bounds)) entries.push({ kind: 'happening', happening, atMs });
  }
  // What is of one moment stays in its order: the cluster's first, then by member.
  return entries.toSorted((a, b) => b.atMs - a.atMs);
}
