import { formatInstant } from '../lib/instant.ts';
import { formatRelative } from '../lib/relative.ts';
import { useZone } from '../url/display.tsx';

type RelativeTimeProps = {
  atMs: number;
  nowMs: number;
  /**
   * Can be reached by Tab, which shows the exact time. Not in lists of hundreds, where that would be a stop in every
   * row: there the row says it.
   */
  stop?: boolean;
};

/** How long ago, or how far ahead; with the pointer or the focus on it, exactly when and in which zone. */
export function RelativeTime({ atMs, nowMs, stop = true }: RelativeTimeProps) {
  const exact = formatInstant(atMs, useZone(), nowMs);
  const show = ({ currentTarget }: { currentTarget: HTMLElement }): void =>
    void import('../ui/hint.ts').then(({ showHint }) => showHint(currentTarget, exact), console.warn);
  return (
    <time
      dateTime={new Date(atMs).toISOString()}
      tabIndex={stop ? 0 : undefined}
      onPointerEnter={show}
      onFocus={show}
      className="whitespace-nowrap"
    >
      {formatRelative(atMs, nowMs)}
      <span className="sr-only">, {exact}</span>
    </time>
  );
}
