import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { Link } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import type { Shape } from '~wire/witness.ts';
import { Moment } from '../../components/Moment.tsx';
import { StatusShape } from '../../components/StatusShape.tsx';
import type { Bounds } from '../../lib/stretches.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { usePaths } from '../../url/paths.ts';
import type { TimelineFilter } from '../../url/timeline-filter.ts';
import { BLIND_CAUSE_WORDS } from '~wire/moment.ts';
import { levelShape, oursShape, oursWord, statusShape, statusWord } from './lanes.ts';
import type { Past, Scene } from './scene.ts';
import { type Entry, entriesOf, leaderWords, levelWords } from './table-entries.ts';

type TimelineTableProps = {
  scene: Scene;
  past: Past;
  filter: TimelineFilter;
  cluster: string;
  bounds: Bounds;
  /** Whether `bounds` move on with the time. */
  live: boolean;
  nowMs: number;
};

const ROW_PX = 34;
/** So often a list that moves on with the time is put together anew. */
const LIVE_STEP_MS = 10_000;
const COLUMNS = ['From', 'Who', 'What', 'How long'] as const;
const TRACKS =
  'grid grid-cols-[minmax(7rem,1fr)_minmax(0,2fr)] gap-x-4 px-5 py-1.5 md:grid-cols-[13rem_minmax(0,1fr)_minmax(0,2fr)_11rem]';

/** All that the lanes show, as a table, of which only the rows in sight are in the document. */
export function TimelineTable({ scene, past, filter, cluster, bounds, live, nowMs }: TimelineTableProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const step = (atMs: number, round: (steps: number) => number): number =>
    live ? round(atMs / LIVE_STEP_MS) * LIVE_STEP_MS : atMs;
  const [fromMs, toMs] = [step(bounds.fromMs, Math.floor), step(bounds.toMs, Math.ceil)];
  const names = scene.rows.map(({ name }) => name).join('\n');
  const entries = useMemo(
    () => entriesOf(scene, { fromMs, toMs }, filter),
    // oxlint-disable-next-line react/exhaustive-deps -- a scene is new each second; what it lists changes with these
    [past, names, filter, fromMs, toMs],
  );
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
  });
  return (
    <div
      ref={scroller}
      role="group"
      aria-label="Everything that happened, newest first"
      tabIndex={0}
      className="max-h-[70dvh] min-h-0 flex-1 overflow-y-auto outline-offset-[-2px]"
    >
      <table role="table" aria-label="Timeline" aria-rowcount={entries.length + 1} className="block w-full">
        <thead
          role="rowgroup"
          className="sticky top-0 z-10 block bg-sunken text-left text-sm text-faint max-md:sr-only"
        >
          <tr role="row" className={TRACKS}>
            {COLUMNS.map((name) => (
              <th key={name} role="columnheader" scope="col" className="font-normal">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup" className="relative block" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const entry = entries[index];
            if (entry === undefined) return null;
            return (
              <tr
                key={index}
                ref={rows.measureElement}
                data-index={index}
                role="row"
                aria-rowindex={index + 2}
                style={{ top: start }}
                className={`${TRACKS} absolute inset-x-0 border-t border-line`}
              >
                <EntryCells entry={entry} scene={scene} cluster={cluster} nowMs={nowMs} />
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** An entry as it stands in this second. */
type Told = {
  who: string | null;
  shape: Shape | null;
  what: string;
  by: string | null;
  stretch: Bounds | null;
};

function tell(entry: Entry, scene: Scene): Told {
  switch (entry.kind) {
    case 'level': {
      const stretch = scene.levels[entry.index] ?? null;
      const level = stretch?.value ?? 'unknown';
      return { who: null, shape: levelShape(level), what: levelWords(level), by: null, stretch };
    }
    case 'leader': {
      const stretch = scene.leaders[entry.index] ?? null;
      const leader = stretch?.value ?? null;
      return { who: leader, shape: null, what: leaderWords(leader), by: null, stretch };
    }
    case 'blind': {
      const stretch = scene.blind[entry.index] ?? null;
      const what = stretch === null ? '' : BLIND_CAUSE_WORDS[stretch.value];
      return { who: null, shape: 'unknown', what, by: null, stretch };
    }
    case 'status': {
      const stretch = scene.closedLane(entry.row).status[entry.index] ?? null;
      const status = stretch?.value ?? null;
      return { who: entry.row.name, shape: statusShape(status), what: statusWord(status), by: null, stretch };
    }
    case 'ours': {
      const stretch = scene.closedLane(entry.row).ours[entry.index] ?? null;
      const ours = stretch?.value ?? 'unknown';
      return { who: entry.row.name, shape: oursShape(ours), what: oursWord(ours), by: null, stretch };
    }
    case 'happening': {
      const { member, text, by, shape, atMs, endMs } = entry.happening;
      const toMs = endMs ?? scene.endMs;
      return { who: member, shape, what: text, by, stretch: toMs > atMs ? { fromMs: atMs, toMs } : null };
    }
  }
}

type EntryCellsProps = { entry: Entry; scene: Scene; cluster: string; nowMs: number };

function EntryCells({ entry, scene, cluster, nowMs }: EntryCellsProps) {
  const paths = usePaths();
  const { who, shape, what, by, stretch } = tell(entry, scene);
  return (
    <>
      <td role="cell" className="whitespace-nowrap text-soft">
        <Moment atMs={entry.atMs} nowMs={nowMs} />
      </td>
      <th role="rowheader" scope="row" className="one-line text-left font-medium max-md:order-2">
        {who === null ? (
          <span className="font-normal text-soft">the cluster</span>
        ) : (
          <Link to={paths.member(cluster, who)} className="hover:text-accent hover:underline">
            <Foreign text={who} />
          </Link>
        )}
      </th>
      <td role="cell" className="flex min-w-0 items-center gap-2 max-md:order-3 max-md:justify-end">
        {shape !== null && <StatusShape shape={shape} className="size-3" />}
        <span className="one-line">
          <Foreign text={what} />
          {by !== null && (
            <span className="text-soft">
              {' '}
              by <Foreign text={by} />
            </span>
          )}
        </span>
      </td>
      <td role="cell" className="text-soft max-md:order-1 max-md:text-right">
        {stretch !== null &&
          `${formatDuration(stretch.toMs - stretch.fromMs)}${stretch.toMs >= nowMs ? ' so far' : ''}`}
      </td>
    </>
  );
}
