/** What of a step from one view to the next is an occurrence: events that were heard, and operations that have ended. */
import type { Delta } from '../wire/delta.ts';
import type { LifecycleEvent } from '../wire/event.ts';
import { MAX_OPERATIONS, type Operation, isFinal } from '../wire/operation.ts';
import type { NewOccurrence } from './store.ts';

const MEMBER_PATH = '/1.0/cluster/members/';

/** The member that an event is about, or else the one that acted. */
function memberOf({ source, subject, location }: LifecycleEvent): string | null {
  return source.startsWith(MEMBER_PATH) && subject !== '' ? subject : location;
}

export const heardIn = ({ events }: Pick<Delta, 'events'>): NewOccurrence[] =>
  events.toReversed().map(({ id: _id, ...event }) => ({
    kind: 'lifecycle',
    atMs: event.atMs,
    member: memberOf(event),
    event,
  }));

export type OperationWatch = {
  /** Ends that an earlier run has recorded: LXD may list these operations for some time more. */
  recorded(ids: readonly string[]): void;
  /** Takes the list as it is now; gives those that have ended since. One that is gone unseen is as it was seen last. */
  ended(list: readonly Operation[], nowMs: number): NewOccurrence[];
};

export function createOperationWatch(): OperationWatch {
  let underWay = new Map<string, Operation>();
  let final = new Set<string>();
  const earlier = new Set<string>();
  return {
    recorded(ids) {
      for (const id of ids) earlier.add(id);
    },
    ended(list, nowMs) {
      const here = new Set(list.map(({ id }) => id));
      const ended = list.filter(
        (operation) => isFinal(operation) && !final.has(operation.id) && !earlier.has(operation.id),
      );
      // A list that is full may have left it out.
      const gone =
        list.length >= MAX_OPERATIONS ? [] : [...underWay.values()].filter(({ id }) => !here.has(id));
      underWay = new Map(
        list.filter((operation) => !isFinal(operation)).map((operation) => [operation.id, operation]),
      );
      final = new Set(list.filter(isFinal).map(({ id }) => id));
      return [
        ...ended.map((operation) => occurrence(operation, operation.updatedAtMs ?? nowMs)),
        ...gone.map((operation) => occurrence(operation, nowMs)),
      ];
    },
  };
}

const occurrence = (operation: Operation, atMs: number): NewOccurrence => ({
  kind: 'operation',
  atMs,
  member: operation.location === '' ? null : operation.location,
  operation,
});
