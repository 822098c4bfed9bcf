import { type CSSProperties, useMemo } from 'react';
import { formatDuration } from '~wire/duration.ts';
import { isFresh, staleAfterMs } from '~wire/freshness.ts';
import type { Board } from '../../components/useBoard.ts';

type WallAgeProps = { board: Board; heightPx: number };

/**
 * A bar that is full when the member list comes, and empty when it is too old to stand; and the same in words. Only data fill
 * it: what drains it is an animation that no script has to keep going, and that no clock begins anew.
 */
export function WallAge({ board: { view, stale, nowMs, proxyLost }, heightPx }: WallAgeProps) {
  const { snapshot } = view;
  const { observedAtMs } = snapshot.parts.members;
  const limitMs = staleAfterMs(snapshot);
  // The proxy's clock was set back since: how old it is nobody knows, so it has nothing left.
  const fromLater = observedAtMs !== null && observedAtMs - nowMs > limitMs;
  const ageMs = observedAtMs === null || fromLater ? limitMs : Math.max(0, nowMs - observedAtMs);
  const draining = useMemo(
    (): CSSProperties => ({ animationDuration: `${limitMs}ms`, animationDelay: `${-ageMs}ms` }),
    // As old as it was when it came: from there on it drains by itself.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [observedAtMs, limitMs, fromLater],
  );
  if (observedAtMs === null) return null;
  const fresh = !stale && !fromLater && isFresh(snapshot.parts.members, snapshot, nowMs);
  const state = fresh ? 'live' : stale || proxyLost ? 'not live' : 'our probes live · list';
  const age = fromLater ? 'age unknown' : `${formatDuration(ageMs)} old`;
  return (
    <p
      aria-label="Age of the data"
      style={{ height: heightPx }}
      className="relative flex shrink-0 items-center overflow-hidden bg-sunken px-[0.75em] whitespace-nowrap"
    >
      <span
        key={`${observedAtMs} ${fromLater}`}
        aria-hidden="true"
        style={draining}
        className="wall-drain absolute inset-0 bg-accent/30"
      />
      <span className="relative leading-none text-ink">
        {state} · {age}
      </span>
    </p>
  );
}
