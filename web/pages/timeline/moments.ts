/** What happened at single moments, by everybody's word: ticks on the lanes. Pure. */
import { type ChangeKind, describeChange } from '~wire/change.ts';
import { type ClusterView, MAX_CHANGES } from '~wire/delta.ts';
import { MAX_EVENTS } from '~wire/event.ts';
import { actorOf, describeEvents } from '../../lib/event-words.ts';

/** `member`: the one it is about; null: the cluster. `by`: who asked for it, where that is known. `key` tells moments apart. */
export type Happening = {
  key: string;
  atMs: number;
  member: string | null;
  text: string;
  by: string | null;
};

/** These are drawn as stretches. */
const DRAWN: ReadonlySet<ChangeKind> = new Set(['status', 'answering', 'leader', 'verdict']);

/** What happened to a member is on its lane; anything else on that of the one that acted. */
const MEMBERS = '/1.0/cluster/members/';

/** Everything that happened and is not drawn otherwise, oldest first. */
export function happeningsOf({ changes, events }: Pick<ClusterView, 'changes' | 'events'>): Happening[] {
  const changed = changes
    .filter(({ kind }) => !DRAWN.has(kind))
    .map((change): Happening => ({
      key: `change-${change.id}`,
      atMs: change.atMs,
      member: change.member,
      text: describeChange(change),
      by: null,
    }));
  const told = events.map((event): Happening => {
    const { before, name, after } = describeEvents([event]);
    return {
      key: `event-${event.id}`,
      atMs: event.atMs,
      member: event.source.startsWith(MEMBERS) ? event.subject : event.location,
      text: [before, name, after].filter((word) => word !== '').join(' '),
      by: actorOf(event),
    };
  });
  return [...changed, ...told].toSorted((a, b) => a.atMs - b.atMs);
}

/** Since when no happening is missing: the proxy keeps only the last few hundred. */
export function completeSinceMs({ changes, events, snapshot }: ClusterView): number {
  const oldest = [
    changes.length < MAX_CHANGES ? null : changes.at(-1),
    events.length < MAX_EVENTS ? null : events.at(-1),
  ];
  return Math.max(
    snapshot.watchedSinceMs,
    ...oldest.flatMap((item) => (item?.atMs === undefined ? [] : [item.atMs])),
  );
}

/** By member, for its lane. */
export function byMember(happenings: readonly Happening[]): ReadonlyMap<string, Happening[]> {
  const lanes = new Map<string, Happening[]>();
  for (const happening of happenings) {
    if (happening.member === null) continue;
    const lane = lanes.get(happening.member);
    if (lane === undefined) lanes.set(happening.member, [happening]);
    else lane.push(happening);
  }
  return lanes;
}
