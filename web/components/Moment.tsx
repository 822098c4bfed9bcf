import { formatDuration } from '~wire/duration.ts';
import type { Since } from '~wire/snapshot.ts';
import { formatInstant } from '../lib/instant.ts';
import { useZone } from '../url/display.tsx';

type MomentProps = { atMs: number; nowMs: number };

/** A moment in full, with its zone; how long ago on hover. */
export function Moment({ atMs, nowMs }: MomentProps) {
  const zone = useZone();
  return (
    <time dateTime={new Date(atMs).toISOString()} title={`${formatDuration(nowMs - atMs)} ago`}>
      {formatInstant(atMs, zone, nowMs)}
    </time>
  );
}

/** How long something has been so. What began before this run of the proxy has lasted at least that long. */
export function Lasting({ since, nowMs }: { since: Since; nowMs: number }) {
  const zone = useZone();
  const lasting = formatDuration(nowMs - since.atMs);
  const exact = formatInstant(since.atMs, zone, nowMs);
  return (
    <time
      dateTime={new Date(since.atMs).toISOString()}
      title={since.witnessed ? `since ${exact}` : `already so at ${exact}, when we began to watch`}
    >
      {!since.witnessed && (
        <>
          <span aria-hidden="true">≥ </span>
          <span className="sr-only">at least </span>
        </>
      )}
      {lasting}
    </time>
  );
}
