import type { ReactNode } from 'react';
import { formatDuration } from '~wire/duration.ts';
import type { Shape } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { formatClock, formatInstant } from '../../lib/instant.ts';
import { LEVEL_LOOKS } from '../../lib/levels.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { useZone } from '../../url/display.tsx';
import type { Happening } from './moments.ts';
import type { Lasting } from './reading.ts';
import type { Level } from '~wire/verdict.ts';

/** How many happenings fit into the line. */
const TOLD = 2;

/** One line that is always there, so that nothing moves when something is pointed at. */
export function ReadoutLine({ spoken, children }: { spoken: boolean; children: ReactNode }) {
  return (
    <p
      aria-label="Reading"
      role="status"
      aria-live={spoken ? 'polite' : 'off'}
      className="flex min-h-10 shrink-0 flex-wrap items-center gap-x-4 gap-y-0.5 border-b border-line px-5 py-2 max-sm:h-24 max-sm:content-start max-sm:overflow-hidden max-sm:text-sm"
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
}: {
  shape: Shape;
  word: string;
  lasting: Lasting | null;
}) {
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <StatusShape shape={shape} className="size-3" />
      <Foreign text={word} className="one-line max-w-60" />
      {lasting !== null && <Lasted lasting={lasting} />}
    </span>
  );
}

function Lasted({ lasting: { fromMs, endMs, forMs, atLeast } }: { lasting: Lasting }) {
  const zone = useZone();
  const from = formatClock(fromMs, zone);
  const long = `${atLeast ? 'at least ' : ''}${formatDuration(forMs)}`;
  return (
    <span className="whitespace-nowrap text-soft">
      {endMs === null ? `since ${from}, ${long}` : `${from} to ${formatClock(endMs, zone)}, ${long}`}
    </span>
  );
}

export function ReadVerdict({ level, lasting }: { level: Level; lasting: Lasting }) {
  const { shape, word } = LEVEL_LOOKS[level];
  return <ReadStatus shape={shape} word={word} lasting={lasting} />;
}

/** What happened around that moment. `named`: it is not said elsewhere whom it is about. */
export function ReadHappenings({ happenings, named }: { happenings: readonly Happening[]; named: boolean }) {
  const zone = useZone();
  const rest = happenings.length - TOLD;
  return (
    <>
      {happenings.slice(0, TOLD).map(({ key, atMs, member, text, by }) => (
        <span key={key} className="min-w-0 max-w-full one-line">
          <span className="text-soft">{formatClock(atMs, zone)}</span>{' '}
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
      ))}
      {rest > 0 && <span className="text-soft">and {rest} more</span>}
    </>
  );
}
