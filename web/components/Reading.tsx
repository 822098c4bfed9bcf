import type { ReactNode } from 'react';
import { formatDuration } from '~wire/duration.ts';
import { isReadingFresh } from '~wire/freshness.ts';
import type { RingState } from '~wire/snapshot.ts';

type ReadingProps = {
  /** When it was read. */
  atMs: number | null;
  ring: Pick<RingState, 'everyMs'>;
  nowMs: number;
  className?: string;
  children: ReactNode;
};

/** A number that knows when it was read: dimmed, with its age, once that is longer ago than it should be. */
export function Reading({ atMs, ring, nowMs, className = '', children }: ReadingProps) {
  if (atMs === null || isReadingFresh(atMs, ring, nowMs))
    return <span className={className}>{children}</span>;
  const age = `read ${formatDuration(nowMs - atMs)} ago`;
  return (
    <span title={age} className={`reading-old ${className}`}>
      {children}
      <span className="sr-only">, {age}</span>
    </span>
  );
}
