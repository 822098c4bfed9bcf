import { formatDuration } from '~wire/duration.ts';
import { useConnection } from '../api/live-context.tsx';
import { Moment } from './Moment.tsx';
import { StatusShape } from './StatusShape.tsx';

type ConnectionNoteProps = {
  /** When what is shown was read. */
  observedAtMs: number | null;
  /**
   * `probes`: the member list is old, but our own probes are live, as while the cluster database elects. `past`: another
   * moment than now is looked at.
   */
  freshness: 'live' | 'probes' | 'old' | 'past';
  nowMs: number;
};

const WORDS = { live: 'live', probes: 'our probes live · list', old: 'not live', past: 'past' } as const;

/** How old the data are, and whether the proxy is there to bring new ones. */
export function ConnectionNote({ observedAtMs, freshness, nowMs }: ConnectionNoteProps) {
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
  const live = connection.state === 'live' && (freshness === 'live' || freshness === 'probes');
  return (
    <p className="flex items-center gap-2 text-sm text-soft">
      <span
        aria-hidden="true"
        className={`size-1.5 rounded-full ${live ? 'bg-accent' : 'border border-faint'}`}
      />
      {connection.state === 'opening' && freshness !== 'past' ? 'connecting' : WORDS[freshness]}
      {age !== null && (freshness === 'probes' ? ` ${age}` : ` · ${age}`)}
    </p>
  );
}
