import { type QueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Link, type LoaderFunction, useParams } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import { productName } from '~wire/witness.ts';
import { trailsQuery } from '../../api/member-queries.ts';
import { Moment } from '../../components/Moment.tsx';
import { RingNote } from '../../components/RingNote.tsx';
import { useBoard } from '../../components/useBoard.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { compareNatural } from '../../lib/natural.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { usePageTitle } from '../../ui/usePageTitle.ts';
import { usePaths } from '../../url/paths.ts';
import { useTimelineView } from '../../url/period.ts';
import { Lanes } from './Lanes.tsx';
import { Legend } from './Legend.tsx';
import { PeriodTools } from './PeriodTools.tsx';
import { TimelineTable } from './TimelineTable.tsx';
import { TrackTextures } from './Track.tsx';
import { ViewTools } from './ViewTools.tsx';
import { boundsOf } from './bounds.ts';
import { laneHeightPx } from './geometry.ts';
import { isQuiet } from './lanes.ts';
import { pastOf, sceneOf } from './scene.ts';

export const loadTimeline =
  (queryClient: QueryClient): LoaderFunction =>
  async ({ params: { cluster = '' } }) => {
    await queryClient.ensureQueryData(trailsQuery(cluster));
    return null;
  };

/** What is known of the past of a cluster: every member, the leader and the verdict, side by side. */
export function TimelinePage() {
  const { cluster = '' } = useParams();
  const paths = usePaths();
  const { view: board, verdict, nowMs } = useBoard(cluster);
  const { data: trails } = useSuspenseQuery(trailsQuery(cluster));
  const { snapshot, changes, events } = board;
  const look = LEVEL_LOOKS[verdict.level];
  usePageTitle(`${look.glyph} ${look.word}`, 'Timeline', snapshot.cluster.name);
  const view = useTimelineView();

  const past = useMemo(() => pastOf(trails, { changes, events }), [trails, changes, events]);
  const everyone = useMemo(
    () => snapshot.members.toSorted((a, b) => compareNatural(a.server_name, b.server_name)),
    [snapshot.members],
  );
  const memory = { watchedSinceMs: snapshot.watchedSinceMs, nowMs };
  const wanted = boundsOf(view.period, memory);
  // The same for all that is drawn in this second, so that what has not changed need not be drawn again.
  const bounds = useMemo(() => ({ fromMs: wanted.fromMs, toMs: wanted.toMs }), [wanted.fromMs, wanted.toMs]);
  const members =
    view.lanes === 'all'
      ? everyone
      : everyone.filter(({ server_name }) => !isQuiet(past.laneOf(server_name), bounds));
  const scene = sceneOf(members, { past, trails, view: board, verdict, nowMs });
  const count =
    members.length === everyone.length ? String(everyone.length) : `${members.length} of ${everyone.length}`;
  const tools = (
    <>
      <p className="text-sm text-soft">
        <Moment atMs={bounds.fromMs} nowMs={nowMs} /> to{' '}
        {view.period.kind === 'last' ? 'now' : <Moment atMs={bounds.toMs} nowMs={nowMs} />},{' '}
        {formatDuration(bounds.toMs - bounds.fromMs)}
      </p>
      <ViewTools view={view} />
    </>
  );
  return (
    <main className="board flex min-h-0 w-full flex-1 flex-col gap-4 xl:pb-5">
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
      <Panel title="Members" count={count} tools={tools} className="xl:max-h-full">
        {view.form === 'lanes' ? (
          <Lanes
            key={laneHeightPx(members.length)}
            scene={scene}
            snapshot={snapshot}
            bounds={bounds}
            memory={memory}
            setPeriod={view.setPeriod}
          />
        ) : (
          <TimelineTable
            scene={scene}
            past={past}
            cluster={cluster}
            bounds={bounds}
            live={view.period.kind === 'last'}
            nowMs={nowMs}
          />
        )}
        {members.length === 0 && (
          <p className="px-5 py-6 text-center text-soft">
            {everyone.length === 0
              ? 'No member has been seen yet.'
              : 'No member had trouble in this time, as far as it is known.'}
          </p>
        )}
        <footer className="flex shrink-0 flex-col gap-1 border-t border-line px-5 py-2">
          <Legend product={productName(snapshot.cluster)} />
          <p className="text-sm text-faint">
            Memory begins with the start of the proxy: nothing before{' '}
            <Moment atMs={snapshot.watchedSinceMs} nowMs={nowMs} /> is known.
          </p>
          <RingNote topic="events" part={snapshot.rings.events} cluster={snapshot.cluster} nowMs={nowMs} />
        </footer>
      </Panel>
    </main>
  );
}
