/** What trails tell, and what of it nobody saw. Pure. */
import type { BlindSpot } from '~wire/moment.ts';
import type { Trails } from '~wire/series.ts';
import type { Bounds } from '../../lib/stretches.ts';

/** What is known of a stretch of time. `live`: after `knownToMs` the present speaks for itself. */
export type Known = Pick<Trails, 'members' | 'leaders' | 'levels'> & {
  live: boolean;
  knownToMs: number;
  blind: readonly ClosedSpot[];
};

/** `open`: it had not ended when it was told of. */
export type ClosedSpot = Bounds & { cause: BlindSpot['cause']; open: boolean };

export function knownOf(trails: Trails, live: boolean): Known {
  const blind = trails.blind.map(({ fromMs, toMs, cause }) => ({
    fromMs,
    toMs: toMs ?? trails.toMs,
    cause,
    open: toMs === null,
  }));
  // While no member gave a list our own probe went on, and a trail says what it saw.
  const holes = blind.filter(({ cause }) => cause !== 'unanswered');
  return {
    live,
    knownToMs: trails.toMs,
    blind,
    members: Object.fromEntries(
      Object.entries(trails.members).map(([name, spans]) => [
        name,
        cut(spans, holes, { status: null, ours: 'unknown' }),
      ]),
    ),
    leaders: cut(trails.leaders, holes, { member: null }),
    levels: cut(trails.levels, holes, { level: 'unknown' }),
  };
}

/** Nothing is known of a time in which nobody looked; what was so before it is so again after it, as far as was found. */
function cut<S extends { fromMs: number }>(
  items: readonly S[],
  holes: readonly ClosedSpot[],
  nothing: Omit<S, 'fromMs'>,
): S[] {
  if (holes.length === 0) return [...items];
  const all: S[] = [];
  let next = 0;
  for (const [index, item] of items.entries()) {
    const endMs = items[index + 1]?.fromMs ?? Infinity;
    let { fromMs } = item;
    while ((holes[next]?.toMs ?? Infinity) <= fromMs) next += 1;
    for (let hole = holes[next]; hole !== undefined && hole.fromMs < endMs; hole = holes[next]) {
      if (hole.fromMs > fromMs) all.push({ ...item, fromMs });
      all.push({ ...item, ...nothing, fromMs: Math.max(hole.fromMs, fromMs) });
      fromMs = hole.toMs;
      if (hole.toMs > endMs) break;
      next += 1;
    }
    if (fromMs < endMs) all.push({ ...item, fromMs });
  }
  return all;
}
