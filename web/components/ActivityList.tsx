import { Link } from 'react-router';
import { type RecordedChange, describeChange } from '~wire/change.ts';
import { formatDuration } from '~wire/duration.ts';
import { formatClock, formatDay, zoneName } from '../lib/instant.ts';
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

/** What changed, newest first. */
export function ActivityList({
  changes,
  cluster,
  nowMs,
  unnamed = false,
  className = '',
}: ActivityListProps) {
  const paths = usePaths();
  const zone = useZone();
  if (changes.length === 0) return <p className="px-5 py-4 text-soft">Nothing has changed so far.</p>;
  return (
    // Long lists scroll, so the keyboard must be able to get there.
    <ol tabIndex={0} aria-label="Changes, newest first" className={`overflow-y-auto py-1.5 ${className}`}>
      {changes.map((change) => (
        <li key={change.id} className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 px-5 py-1.5">
          <time
            dateTime={new Date(change.atMs).toISOString()}
            title={`${formatDuration(nowMs - change.atMs)} ago`}
            className="pt-px text-sm text-soft"
          >
            {formatClock(change.atMs, zone)}{' '}
            <span className="text-xs text-faint">{zoneName(change.atMs, zone)}</span>
            <span className="block text-xs text-faint">{formatDay(change.atMs, zone, nowMs)}</span>
          </time>
          <div className="min-w-0">
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
            {change.note !== null && change.note !== '' && (
              <p className="line-clamp-2 text-sm text-faint">
                <Foreign text={change.note} />
              </p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
