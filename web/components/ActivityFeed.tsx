import { useMemo } from 'react';
import { Link } from 'react-router';
import type { RecordedChange } from '~wire/change.ts';
import type { RecordedEvent } from '~wire/event.ts';
import { nameList } from '~wire/reasons/words.ts';
import { mergeActivity } from '../lib/activity.ts';
import { actorOf, describeEvents, nameOf } from '../lib/event-words.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { usePaths } from '../url/paths.ts';
import { ActivityLine, ActivityLines, ChangeWords } from './ActivityList.tsx';

type ActivityFeedProps = {
  changes: readonly RecordedChange[];
  events: readonly RecordedEvent[];
  cluster: string;
  nowMs: number;
  /** On the page of this member, which need not be named in each line. */
  member?: string;
  className?: string;
};

/** What changed and what the cluster told of itself, newest first. */
export function ActivityFeed({ changes, events, cluster, nowMs, member, className }: ActivityFeedProps) {
  const lines = useMemo(() => mergeActivity(changes, events), [changes, events]);
  if (lines.length === 0) return <p className="px-5 py-4 text-soft">Nothing has happened so far.</p>;
  return (
    <ActivityLines className={className}>
      {lines.map((line) => (
        <ActivityLine key={line.key} atMs={line.atMs} nowMs={nowMs}>
          {line.kind === 'changes' ? (
            <ChangeWords change={line.change} cluster={cluster} unnamed={member === line.change.member} />
          ) : (
            <Events events={line.events} cluster={cluster} member={member} />
          )}
        </ActivityLine>
      ))}
    </ActivityLines>
  );
}

type EventsProps = {
  events: readonly [RecordedEvent, ...RecordedEvent[]];
  cluster: string;
  member: string | undefined;
};

/** What was done, and below it by whom and where. */
function Events({ events, cluster, member }: EventsProps) {
  const { before, name, after } = describeEvents(events);
  const [newest] = events;
  const names = [...new Set(events.toReversed().map(nameOf))];
  return (
    <>
      <p className="line-clamp-3 text-pretty">
        {before} {name !== '' && <Foreign text={name} className="font-medium" />} {after}
      </p>
      {name === '' && names.length > 1 && (
        <p className="line-clamp-2 text-sm text-soft">
          <Foreign text={nameList(names)} />
        </p>
      )}
      <Where event={newest} cluster={cluster} member={member} />
    </>
  );
}

type WhereProps = { event: RecordedEvent; cluster: string; member: string | undefined };

function Where({ event, cluster, member }: WhereProps) {
  const paths = usePaths();
  const { location, project, requestor } = event;
  const actor = actorOf(event);
  const foreignProject = project === null || project === 'default' ? null : project;
  const elsewhere = location === null || location === member ? null : location;
  if (actor === null && foreignProject === null && elsewhere === null) return null;
  return (
    <p className="flex flex-wrap gap-x-2.5 text-sm text-faint">
      {actor !== null && (
        <span title={requestor === null ? undefined : `${requestor.username} from ${requestor.address}`}>
          by <Foreign text={actor} />
        </span>
      )}
      {elsewhere !== null && (
        <span>
          on{' '}
          <Link to={paths.member(cluster, elsewhere)} className="hover:text-accent hover:underline">
            <Foreign text={elsewhere} />
          </Link>
        </span>
      )}
      {foreignProject !== null && (
        <span>
          project <Foreign text={foreignProject} />
        </span>
      )}
    </p>
  );
}
