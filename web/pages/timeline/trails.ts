/** What trails tell, as the timeline draws it. Pure. */
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

export function knownOf({ members, leaders, levels, blind, toMs: knownToMs }: Trails, live: boolean): Known {
  return {
    live,
    knownToMs,
    members,
    leaders,
    levels,
    blind: blind.map(({ fromMs, toMs, cause }) => ({
      fromMs,
      toMs: toMs ?? knownToMs,
      cause,
      open: toMs === null,
    })),
  };
}
