import { formatDuration } from '~wire/duration.ts';
import { useConnection } from '../api/live-context.tsx';
import { Moment } from './Moment.tsx';
import { StatusShape } from './StatusShape.tsx';

type ConnectionNoteProps = { observedAtMs: number | null; stale: boolean; nowMs: number };

/** How old the data are, and whether the proxy is there to bring new ones. */
export function ConnectionNote({ observedAtMs, stale, nowMs }: ConnectionNoteProps) {
  const connection = useConnection();
  if (connection.state === 'lost') {
    return (
      <p className="flex items-center gap-2 text-sm font-medium">
        <StatusShape shape="attention" />
        <span>
          proxy out of reach
          {connection.sinceMs !== null && (
            <>
              {' since '}
              <Moment atMs={connection.sinceMs} nowMs={nowMs} />
            </>
          )}
          {' · trying again'}
        </span>
      </p>
    );
  }
  const age = observedAtMs === null ? null : `${formatDuration(nowMs - observedAtMs)} ago`;
  const live = connection.state === 'live' && !stale;
  return (
    <p className="flex items-center gap-2 text-sm text-soft">
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${live ? 'bg-accent' : 'border border-faint'}`}
      />
      {connection.state === 'opening' ? 'connecting' : stale ? 'not live' : 'live'}
      {age !== null && ` · ${age}`}
    </p>
  );
}
