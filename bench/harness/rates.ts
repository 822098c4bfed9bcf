/** How often things happen that happen in beats. */

export type Event = { atMs: number; member: string; path: string };

/**
 * Events per second by path. Counting what falls into a window of five beats is wrong by a fifth when a beat falls out of
 * it, so each member's series is measured from its first event to its last; the rates of the members add up.
 * A single event says no more than that there was one in `windowMs`.
 */
export function ratesByPath(events: readonly Event[], windowMs: number): Map<string, number> {
  const rates = new Map<string, number>();
  for (const series of Map.groupBy(events, ({ member, path }) => `${member} ${path}`).values()) {
    const [first] = series;
    const last = series.at(-1);
    if (first === undefined || last === undefined) continue;
    const spanMs = last.atMs - first.atMs;
    const perSecond =
      spanMs === 0 ? (series.length * 1000) / windowMs : ((series.length - 1) * 1000) / spanMs;
    rates.set(first.path, (rates.get(first.path) ?? 0) + perSecond);
  }
  return rates;
}
