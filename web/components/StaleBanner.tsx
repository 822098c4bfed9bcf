import type { ReasonCode } from '~wire/verdict.ts';
import { useConnection } from '../api/live-context.tsx';
import { Moment } from './Moment.tsx';
import { StatusShape } from './StatusShape.tsx';
import type { Board } from './useBoard.ts';

/** Nothing is stale where there is nothing to see yet. */
const NOTHING_YET: ReadonlySet<ReasonCode> = new Set(['waiting', 'not-clustered']);

/** Says that the board is older than it should be: since when, and who is out of reach. */
export function StaleBanner({ board: { view, verdict, stale, nowMs, proxyLost } }: { board: Board }) {
  const connection = useConnection();
  const code = verdict.reasons[0]?.code;
  if (!stale || (code !== undefined && NOTHING_YET.has(code))) return null;
  const sinceMs = view.snapshot.parts.members.observedAtMs;
  return (
    <section
      aria-label="Old data"
      className="hatched flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border-2 border-unknown bg-surface px-5 py-2.5 text-ink"
    >
      <StatusShape shape="unknown" className="size-4" />
      <p className="font-semibold">
        {sinceMs === null
          ? 'Nothing has been seen of this cluster yet'
          : 'What you see is old: unknown since '}
        {sinceMs !== null && <Moment atMs={sinceMs} nowMs={nowMs} />}
      </p>
      <p className="text-soft">
        {proxyLost
          ? connection.state === 'lost' && connection.cause === 'garbled'
            ? 'The proxy sends what this page does not understand. Reload the page.'
            : 'This page cannot reach the Rollcall proxy. It tries again by itself.'
          : 'The proxy is here, but the cluster does not give it a roll call. It tries again by itself.'}
      </p>
    </section>
  );
}
