import type { Recording } from '~wire/moment.ts';
import { Moment } from './Moment.tsx';
import { StatusShape } from './StatusShape.tsx';

/** Says that what is on the board now will not be found again later, and why. */
export function RecordingNote({ recording, nowMs }: { recording: Recording; nowMs: number }) {
  const { sinceMs, reason } = recording;
  return (
    <section
      aria-label="Recording"
      className="tone-attention tint-tone flex flex-wrap items-center gap-x-3 gap-y-1 rounded-md border border-line border-l-[6px] border-l-(--glow) px-4 py-2.5"
    >
      <StatusShape shape="attention" className="size-4" />
      <p className="font-semibold">
        History is not being recorded
        {sinceMs !== null && (
          <>
            {' since '}
            <Moment atMs={sinceMs} nowMs={nowMs} />
          </>
        )}
        {reason !== null && (
          <>
            : <bdi>{reason}</bdi>
          </>
        )}
      </p>
      <p className="text-soft">The board itself is live. Recording goes on by itself as soon as it can.</p>
    </section>
  );
}
