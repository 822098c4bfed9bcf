/** What happened, by everybody's word: at single moments, or for a while. Ticks and bars on the lanes. Pure. */
import { type ChangeKind, type RecordedChange, describeChange } from '~wire/change.ts';
import type { ClusterView } from '~wire/delta.ts';
import type { LifecycleEvent } from '~wire/event.ts';
import type { Occurrence } from '~wire/occurrence.ts';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { actorOf, describeEvents } from '../../lib/event-words.ts';
import type { TimelineKind } from '../../url/timeline-filter.ts';
import type { Happening } from './happening.ts';
import { operationSpans } from './operations.ts';
import { warningSpans } from './warnings.ts';

/** What was recorded of a stretch of time, and what the present tells of itself; null: it is not in that stretch. */
export type Told = {
  changes: readonly RecordedChange[];
  occurrences: readonly Occurrence[];
  present:
    | (Pick<ClusterView, 'changes' | 'events'> & Pick<ClusterSnapshot, 'operations' | 'warnings'>)
    | null;
};

const KINDS: Readonly<Record<ChangeKind, TimelineKind>> = {
  'member-added': 'members',
  'member-removed': 'members',
  'member-renamed': 'members',
  status: 'status',
  message: 'status',
  answering: 'answers',
  roles: 'roles',
  leader: 'leader',
  groups: 'config',
  'failure-domain': 'config',
  description: 'config',
  config: 'config',
  architecture: 'config',
  url: 'config',
  version: 'config',
  'cluster-groups': 'config',
  part: 'answers',
  certificate: 'answers',
  pin: 'config',
  verdict: 'verdict',
};

/** These are drawn as stretches. */
const DRAWN: ReadonlySet<ChangeKind> = new Set(['status', 'answering', 'leader', 'verdict']);

/** What happened to a member is on its lane; anything else on that of the one that acted. */
const MEMBERS = '/1.0/cluster/members/';

const fromChange = (change: RecordedChange): Happening => ({
  key: `change-${change.id}`,
  kind: KINDS[change.kind],
  atMs: change.atMs,
  endMs: change.atMs,
  sinceMs: change.sinceMs,
  member: change.member,
  text: describeChange(change),
  by: null,
  shape: null,
});

/** An event has one number in the record and another in the view: it is what it says. */
const eventKey = ({ atMs, action, source }: LifecycleEvent): string => `event-${atMs} ${action} ${source}`;

function fromEvent(event: LifecycleEvent): Happening {
  const { before, name, after } = describeEvents([event]);
  return {
    key: eventKey(event),
    kind: 'events',
    atMs: event.atMs,
    endMs: event.atMs,
    sinceMs: null,
    member: event.source.startsWith(MEMBERS) ? event.subject : event.location,
    text: [before, name, after].filter((word) => word !== '').join(' '),
    by: actorOf(event),
    shape: null,
  };
}

/** Everything that happened and is not drawn otherwise, each once, by when it began, oldest first. */
export function happeningsOf({ changes, occurrences, present }: Told): Happening[] {
  const all = [
    ...[...(present?.changes ?? []), ...changes].filter(({ kind }) => !DRAWN.has(kind)).map(fromChange),
    ...(present?.events ?? []).map(fromEvent),
    ...occurrences.flatMap((occurrence) =>
      occurrence.kind === 'lifecycle' ? [fromEvent(occurrence.event)] : [],
    ),
    ...operationSpans(occurrences, present?.operations ?? []),
    ...warningSpans(occurrences, present?.warnings ?? []),
  ];
  const once = new Map(all.map((happening) => [happening.key, happening]));
  return [...once.values()].toSorted((a, b) => a.atMs - b.atMs);
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
