import type { ReactNode } from 'react';
import { formatDuration } from '~wire/duration.ts';
import type { Level } from '~wire/verdict.ts';
import type { Shape } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { type Zone, formatClock, formatDay, formatInstant } from '../../lib/instant.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useZone } from '../../url/display.tsx';
import type { Happening } from './happening.ts';
import type { Lasting } from './reading.ts';

/** How many happenings fit into the line. */
const TOLD = 2;

/** One line that is always there, so that nothing moves when something is pointed at. */
export function ReadoutLine({ spoken, children }: { spoken: boolean; children: ReactNode }) {
  return (
    <p
      aria-label="Reading"
      role="status"
      aria-live={spoken ? 'polite' : 'off'}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-0.5 border-b border-line px-5 py-2 max-sm:h-20 max-sm:content-start max-sm:overflow-hidden max-sm:text-sm"
    >
      {children}
    </p>
  );
}

/** The moment that is read. */
export function ReadMoment({ atMs, nowMs }: { atMs: number; nowMs: number }) {
  const zone = useZone();
  return <span className="font-medium whitespace-nowrap">{formatInstant(atMs, zone, nowMs)}</span>;
}

/** A status, and since when or from when to when it was so. */
export function ReadStatus({
  shape,
  word,
  lasting,
  nowMs,
}: {
  shape: Shape;
  word: string;
  lasting: Lasting | null;
  nowMs: number;
}) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <StatusShape shape={shape} className="size-3" />
      <Foreign text={word} className="one-line max-w-60" />
      {lasting !== null && <Lasted lasting={lasting} nowMs={nowMs} />}
    </span>
  );
}

/** The clock, with the day where it is another than today; the zone stands before it in the line. */
function shortTime(atMs: number, zone: Zone, nowMs: number): string {
  const day = formatDay(atMs, zone, nowMs);
  return day === null ? formatClock(atMs, zone) : `${day}, ${formatClock(atMs, zone)}`;
}

export function Lasted({
  lasting: { fromMs, endMs, forMs, atLeast },
  nowMs,
}: {
  lasting: Lasting;
  nowMs: number;
}) {
  const zone = useZone();
  const from = shortTime(fromMs, zone, nowMs);
  const long = `${atLeast ? 'at least ' : ''}${formatDuration(forMs)}`;
  // The end has a day of its own only where that is another than the beginning's.
  const to =
    endMs === null ? null : shortTime(endMs, zone, formatDay(endMs, zone, fromMs) === null ? endMs : nowMs);
  return (
    <span className="whitespace-nowrap text-soft">
      {to === null ? `since ${from}, ${long}` : `${from} to ${to}, ${long}`}
    </span>
  );
}

export function ReadVerdict({ level, lasting, nowMs }: { level: Level; lasting: Lasting; nowMs: number }) {
  const { shape, word } = LEVEL_LOOKS[level];
  return <ReadStatus shape={shape} word={word} lasting={lasting} nowMs={nowMs} />;
}

type ReadHappeningsProps = {
  happenings: readonly Happening[];
  /** It is not said elsewhere whom they are about. */
  named: boolean;
  nowMs: number;
};

/** What happened around that moment. */
export function ReadHappenings({ happenings, named, nowMs }: ReadHappeningsProps) {
  const rest = happenings.length - TOLD;
  return (
    <>
      {happenings.slice(0, TOLD).map((happening) => (
        <ReadHappening key={happening.key} happening={happening} named={named} nowMs={nowMs} />
      ))}
      {rest > 0 && <span className="text-soft">and {rest} more</span>}
    </>
  );
}

function ReadHappening({
  happening: { atMs, endMs, sinceMs, member, text, by, shape },
  named,
  nowMs,
}: {
  happening: Happening;
  named: boolean;
  nowMs: number;
}) {
  const zone = useZone();
  const time = (ms: number): string => shortTime(ms, zone, nowMs);
  return (
    <span className="flex min-w-0 max-w-full items-center gap-1.5">
      {shape !== null && <StatusShape shape={shape} className="size-3" />}
      <span className="one-line">
        <span className="text-soft">
          {sinceMs === null ? time(atMs) : `between ${time(sinceMs)} and ${time(atMs)}`}
          {endMs === null && ' so far'}
          {endMs !== null && endMs > atMs && `, ${formatDuration(endMs - atMs)}`}
        </span>{' '}
        {named && member !== null && (
          <>
            <Foreign text={member} className="font-medium" />{' '}
          </>
        )}
        <Foreign text={text} />
        {by !== null && (
          <span className="text-soft">
            {' '}
            by <Foreign text={by} />
          </span>
        )}
      </span>
    </span>
  );
}
