import type { QueryClient } from '@tanstack/react-query';
import { Suspense, lazy, useMemo, useState } from 'react';
import { Link, type LoaderFunction, useParams } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import { productName } from '~wire/witness.ts';
import { clusterQuery } from '../../api/queries.ts';
import { Moment } from '../../components/Moment.tsx';
import { RingNote } from '../../components/RingNote.tsx';
import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { compareNatural } from '../../lib/natural.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { useUnchanged } from '../../ui/useUnchanged.ts';
import { useLevelIcon } from '../../components/useLevelIcon.ts';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { useAt } from '../../url/at.tsx';
import { usePaths } from '../../url/paths.ts';
import { useTimelineView } from '../../url/period.ts';
import { Chosen } from './Chosen.tsx';
import { FilterTools } from './FilterTools.tsx';
import { Lanes } from './Lanes.tsx';
import { Legend } from './Legend.tsx';
import { PeriodTools } from './PeriodTools.tsx';
import { RecordNote } from './RecordNote.tsx';
import { TimelineTable } from './TimelineTable.tsx';
import { TrackTextures } from './Track.tsx';
import { ViewTools } from './ViewTools.tsx';
import { askedOf } from './asked.ts';
import { type Memory, boundsOf } from './bounds.ts';
import { laneHeightPx } from './geometry.ts';
import type { Hand } from './gesture.ts';
import { isQuiet, wasThere } from './lanes.ts';
import { NotesRow } from './notes/NotesRow.tsx';
import { pastOf, sceneOf } from './scene.ts';
import { useRecord } from './useRecord.ts';
import { wantsMember } from './wanted.ts';

export const loadTimeline =
  (queryClient: QueryClient): LoaderFunction =>
  async ({ params: { cluster = '' } }) => {
    await queryClient.ensureQueryData(clusterQuery(cluster));
    return null;
  };

/** The lanes are there first. */
const Review = lazy(async () => ({ default: (await import('./review/Review.tsx')).Review }));

/** What is reviewed is summed up anew so seldom while it moves on with the time. */
const REVIEW_STEP_MS = 10_000;

/** What is known of the past of a cluster: every member, the leader and the verdict, side by side. */
export function TimelinePage() {
  const { cluster = '' } = useParams();
  const paths = usePaths();
  const at = useAt();
  // Whatever moment is chosen: a timeline reaches to now.
  const { view: board, verdict, nowMs } = useBoard(cluster, 'live');
  const { snapshot } = board;
  const look = LEVEL_LOOKS[verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, 'Timeline', snapshot.cluster.name);
  useLevelIcon(verdict.level);
  const view = useTimelineView();
  const [hand, setHand] = useState<Hand>('mark');

  const firstMs = snapshot.recording.firstMs ?? snapshot.watchedSinceMs;
  const memory: Memory = { firstMs, nowMs };
  const wanted = boundsOf(view.period, memory);
  // The same for all that is drawn in this second, so that what has not changed need not be drawn again.
  const bounds = useMemo(() => ({ fromMs: wanted.fromMs, toMs: wanted.toMs }), [wanted.fromMs, wanted.toMs]);
  const record = useRecord(cluster, askedOf(bounds, memory), board, nowMs);
  const { known, told, trails } = record;
  const filter = useUnchanged(view.filter);
  const past = useMemo(() => pastOf(known, told, filter), [known, told, filter]);

  const everyone = useMemo(() => {
    const now = new Set(snapshot.members.map(({ server_name }) => server_name));
    return [...new Set([...past.names, ...now])].toSorted(compareNatural);
  }, [snapshot.members, past]);
  const there = everyone.filter((name) => wasThere(past.laneOf(name), bounds));
  const names = there.filter(
    (name) => wantsMember(filter, name) && (view.lanes === 'all' || !isQuiet(past.laneOf(name), bounds)),
  );
  const scene = sceneOf(names, past, { view: board, verdict, nowMs }, filter);
  const count = names.length === there.length ? String(there.length) : `${names.length} of ${there.length}`;

  const step = (ms: number): number =>
    view.period.kind === 'last' ? Math.floor(ms / REVIEW_STEP_MS) * REVIEW_STEP_MS : ms;
  const [reviewFromMs, reviewToMs] = [step(bounds.fromMs), step(bounds.toMs)];
  const reviewed = useMemo(() => ({ fromMs: reviewFromMs, toMs: reviewToMs }), [reviewFromMs, reviewToMs]);
  const reviewPast = useMemo(
    () =>
      trails && {
        trails: past.live
          ? { ...trails, toMs: Math.max(trails.toMs, reviewToMs), nowMs: Math.max(trails.nowMs, reviewToMs) }
          : trails,
        changes: told.changes,
        occurrences: told.occurrences,
        completeFromMs: record.cutAtMs ?? -Infinity,
      },
    [trails, past.live, told, record.cutAtMs, reviewToMs],
  );
  const selection = useUnchanged(view.selection);
  const { name } = snapshot.cluster;
  const product = productName(snapshot.cluster);
  const chosenMs = at === 'live' ? null : at;
  const reviewNowMs = Math.floor(nowMs / REVIEW_STEP_MS) * REVIEW_STEP_MS;
  const review = useMemo(
    () =>
      reviewPast && (
        <Suspense>
          <Review
            cluster={cluster}
            name={name}
            product={product}
            past={reviewPast}
            bounds={reviewed}
            selection={selection}
            chosenMs={chosenMs}
            nowMs={reviewNowMs}
          />
        </Suspense>
      ),
    [cluster, name, product, reviewPast, reviewed, selection, chosenMs, reviewNowMs],
  );
  const tools = (
    <>
      <p className="text-sm text-soft">
        <Moment atMs={bounds.fromMs} nowMs={nowMs} /> to{' '}
        {view.period.kind === 'last' ? 'now' : <Moment atMs={bounds.toMs} nowMs={nowMs} />},{' '}
        {formatDuration(bounds.toMs - bounds.fromMs)}
      </p>
      <ViewTools view={view} hand={hand} onHand={setHand} />
    </>
  );
  return (
    <main className="review-board">
      <TrackTextures />
      <header className="flex flex-wrap items-end gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1">
          <p className="one-line text-sm text-soft">
            <Link to={paths.cluster(cluster)} className="hover:text-accent hover:underline">
              <Foreign text={snapshot.cluster.name} />
            </Link>
          </p>
          <h1 className="text-verdict font-medium tracking-[-0.012em]">Timeline</h1>
        </div>
        <PeriodTools view={view} bounds={bounds} memory={memory} />
      </header>
      <Panel title="Members" count={count} tools={tools}>
        <div className="shrink-0 border-b border-line px-5 py-2">
          <FilterTools filter={filter} onChange={view.setFilter} />
        </div>
        <Chosen cluster={cluster} at={at} view={view} memory={memory} />
        {view.form === 'lanes' ? (
          <Lanes
            key={laneHeightPx(names.length)}
            scene={scene}
            cluster={cluster}
            view={view}
            bounds={bounds}
            memory={memory}
            at={at}
            hand={hand}
            notes={(line) => <NotesRow {...line} cluster={cluster} settled={bounds} />}
          />
        ) : (
          <TimelineTable
            scene={scene}
            past={past}
            filter={filter}
            cluster={cluster}
            bounds={bounds}
            live={view.period.kind === 'last'}
            nowMs={nowMs}
          />
        )}
        {names.length === 0 && !record.pending && (
          <p className="px-5 py-6 text-center text-soft">
            {there.length === 0
              ? 'No member is known of that time.'
              : 'No member of this filter had trouble in this time, as far as it is known.'}
          </p>
        )}
        <footer className="flex shrink-0 flex-col gap-1 border-t border-line px-5 py-2">
          <Legend product={productName(snapshot.cluster)} />
          <RecordNote record={record} memory={memory} bounds={bounds} />
          <RingNote topic="events" part={snapshot.rings.events} cluster={snapshot.cluster} nowMs={nowMs} />
        </footer>
      </Panel>
      {review}
    </main>
  );
}
