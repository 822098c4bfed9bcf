import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { type RecordedChange, describeChange } from '~wire/change.ts';
import { formatDuration } from '~wire/duration.ts';
import { formatBetween, formatClock, formatDay, zoneName } from '../lib/instant.ts';
import { useZone } from '../url/display.tsx';
import { usePaths } from '../url/paths.ts';
import { Foreign } from '../ui/Foreign.tsx';

type ActivityListProps = {
  changes: readonly RecordedChange[];
  cluster: string;
  nowMs: number;
  /** On the page of a member, which need not be named in each line. */
  unnamed?: boolean;
  className?: string;
};

/** What changed, newest first. With what the cluster told of itself: `ActivityFeed`. */
export function ActivityList({ changes, cluster, nowMs, unnamed, className }: ActivityListProps) {
  if (changes.length === 0) return <p className="px-5 py-4 text-soft">Nothing has changed so far.</p>;
  return (
    <ActivityLines className={className}>
      {changes.map((change) => (
        <ActivityLine key={change.id} atMs={change.atMs} nowMs={nowMs}>
          <ChangeWords change={change} cluster={cluster} unnamed={unnamed} />
        </ActivityLine>
      ))}
    </ActivityLines>
  );
}

/** Long lists scroll, so the keyboard must be able to get there. */
export function ActivityLines({
  className = '',
  children,
}: {
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <ol tabIndex={0} aria-label="Activity, newest first" className={`overflow-y-auto py-1.5 ${className}`}>
      {children}
    </ol>
  );
}

type ActivityLineProps = { atMs: number; nowMs: number; children: ReactNode };

export function ActivityLine({ atMs, nowMs, children }: ActivityLineProps) {
  const zone = useZone();
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-5 py-1.5">
      <time
        dateTime={new Date(atMs).toISOString()}
        title={`${formatDuration(nowMs - atMs)} ago`}
        className="pt-px text-sm text-soft"
      >
        {formatClock(atMs, zone)} <span className="text-xs text-faint">{zoneName(atMs, zone)}</span>
        <span className="block text-xs text-faint">{formatDay(atMs, zone, nowMs)}</span>
      </time>
      <div className="min-w-0">{children}</div>
    </li>
  );
}

type ChangeWordsProps = { change: RecordedChange; cluster: string; unnamed?: boolean | undefined };

export function ChangeWords({ change, cluster, unnamed = false }: ChangeWordsProps) {
  const paths = usePaths();
  const zone = useZone();
  return (
    <>
      <p className="line-clamp-3 text-pretty">
        {change.member !== null && !unnamed && (
          <>
            <Link
              to={paths.member(cluster, change.member)}
              className="font-medium hover:text-accent hover:underline"
            >
              <Foreign text={change.member} />
            </Link>{' '}
          </>
        )}
        <Foreign text={describeChange(change)} />
      </p>
      {change.sinceMs !== null && (
        <p className="text-sm text-soft">
          {formatBetween(change.sinceMs, change.atMs, zone)}, while nobody looked
        </p>
      )}
      {change.note !== null && change.note !== '' && (
        <p className="line-clamp-2 text-sm text-faint">
          <Foreign text={change.note} />
        </p>
      )}
    </>
  );
}
