import { Link } from 'react-router';
import { concerns } from '~wire/event.ts';
import { ActivityFeed } from '../../../components/ActivityFeed.tsx';
import { OperationList } from '../../../components/OperationList.tsx';
import { RecordedSince } from '../../../components/RecordedSince.tsx';
import { RingNote } from '../../../components/RingNote.tsx';
import { WarningList } from '../../../components/WarningList.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { usePaths } from '../../../url/paths.ts';
import { withForm, withPeriod } from '../../../url/period.ts';
import { withTimelineFilter } from '../../../url/timeline-filter.ts';
import { timelineLink } from '../../../url/timeline-link.ts';
import { useMember } from '../member-scene.tsx';
import { changesOf, operationsOn, warningsOn } from './about-member.ts';

/** What happens on the member, what LXD warns of, and what has happened. */
export function EventsTab() {
  const { cluster, member, view, nowMs } = useMember();
  const paths = usePaths();
  const { snapshot } = view;
  const { rings, cluster: identity } = snapshot;
  const name = member.server_name;
  const operations = operationsOn(snapshot.operations, name);
  const warnings = warningsOn(snapshot.warnings, name);
  const note = (topic: 'operations' | 'warnings' | 'events') => (
    <RingNote
      topic={topic}
      part={rings[topic]}
      cluster={identity}
      nowMs={nowMs}
      className="border-t border-line px-5 py-2.5 text-sm text-soft first-of-type:border-t-0"
    />
  );
  return (
    <div className="grid items-start gap-4 md:grid-cols-2">
      <Panel title="Activity">
        <ActivityFeed
          changes={changesOf(view.changes, name)}
          events={view.events.filter((event) => concerns(event, name))}
          cluster={cluster}
          nowMs={nowMs}
          member={name}
          className="max-h-[75dvh]"
        />
        {note('events')}
        <p className="border-t border-line px-5 py-2 text-sm text-faint">
          <RecordedSince snapshot={snapshot} nowMs={nowMs} />
          {' · '}
          <Link
            to={timelineLink(paths.timeline(cluster), (params) => allOf(params, name))}
            className="underline decoration-edge underline-offset-3 hover:text-accent"
          >
            all of it on the timeline
          </Link>
        </p>
      </Panel>
      <div className="flex min-w-0 flex-col gap-4">
        <Panel title="Operations" count={counted(operations)}>
          {operations.length > 0 ? (
            <OperationList operations={operations} cluster={cluster} nowMs={nowMs} member={name} />
          ) : (
            rings.operations.status === 'ok' && <p className="px-5 py-3 text-soft">None is running here.</p>
          )}
          {note('operations')}
        </Panel>
        <Panel title="Warnings" count={counted(warnings)}>
          {warnings.length > 0 ? (
            <WarningList warnings={warnings} cluster={cluster} nowMs={nowMs} member={name} />
          ) : (
            rings.warnings.status === 'ok' && <p className="px-5 py-3 text-soft">There are none.</p>
          )}
          {note('warnings')}
        </Panel>
      </div>
    </div>
  );
}

/** A table of all that is known of the member. */
const allOf = (params: URLSearchParams, member: string): URLSearchParams =>
  withTimelineFilter(withForm(withPeriod(params, { kind: 'last', range: 'all' }), 'table'), {
    member,
    text: '',
    kinds: [],
  });

const counted = (items: readonly unknown[]): string => (items.length === 0 ? '' : String(items.length));
