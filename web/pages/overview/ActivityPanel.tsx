import { Suspense, lazy } from 'react';
import { Link } from 'react-router';
import type { ClusterView } from '~wire/delta.ts';
import { ActivityList } from '../../components/ActivityList.tsx';
import { RecordedSince } from '../../components/RecordedSince.tsx';
import { RingNote } from '../../components/RingNote.tsx';
import { Panel } from '../../ui/Panel.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { ACTIVITY_FILTERS, useActivityFilter } from '../../url/activity.ts';
import { usePaths } from '../../url/paths.ts';

/** Only where there are events: what they mean in words is not needed for anything else. */
const ActivityFeed = lazy(async () => ({
  default: (await import('../../components/ActivityFeed.tsx')).ActivityFeed,
}));

type ActivityPanelProps = { view: ClusterView; nowMs: number };

/** What happened lately, by everybody's word; and what is not heard of. */
export function ActivityPanel({ view, nowMs }: ActivityPanelProps) {
  const paths = usePaths();
  const [filter, setFilter] = useActivityFilter();
  const { snapshot } = view;
  const { key } = snapshot.cluster;
  const changes = filter === 'events' ? [] : view.changes;
  const events = filter === 'changes' ? [] : view.events;
  const list = { changes, cluster: key, nowMs, className: 'max-h-[75dvh] min-h-0 flex-1 xl:max-h-none' };
  const choosable = view.events.length > 0 || filter !== 'all';
  return (
    <Panel
      title="Activity"
      className="xl:max-h-full"
      tools={
        <>
          <Link
            to={paths.timeline(key)}
            className="text-sm text-soft underline decoration-edge underline-offset-3 hover:text-accent"
          >
            Timeline
          </Link>
          {choosable && (
            <Choice
              label="Kinds of activity"
              of={ACTIVITY_FILTERS}
              chosen={filter}
              onChoose={setFilter}
              words={WORDS}
              className="ml-auto"
            />
          )}
        </>
      }
    >
      {choosable ? (
        <Suspense fallback={<ActivityList {...list} />}>
          <ActivityFeed {...list} events={events} />
        </Suspense>
      ) : (
        <ActivityList {...list} />
      )}
      <footer className="shrink-0 border-t border-line px-5 py-2 text-sm text-faint">
        <p>
          <RecordedSince snapshot={snapshot} nowMs={nowMs} />
        </p>
        {(['events', 'operations', 'warnings'] as const).map(
          (topic) =>
            snapshot.rings[topic].status !== 'pending' && (
              <RingNote
                key={topic}
                topic={topic}
                part={snapshot.rings[topic]}
                cluster={snapshot.cluster}
                nowMs={nowMs}
                className=""
              />
            ),
        )}
      </footer>
    </Panel>
  );
}

const WORDS = { all: 'All', changes: 'Changes', events: 'Events' } as const;
