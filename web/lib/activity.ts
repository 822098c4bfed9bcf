/** What happened, by everybody's word: changes that we saw and events that the cluster told of, in one list. Pure. */
import type { RecordedChange } from '~wire/change.ts';
import type { RecordedEvent } from '~wire/event.ts';

/** A line of the list. `events`: at least one, the newest first; more where the same was done again and again. */
export type Activity =
  | { kind: 'changes'; key: string; atMs: number; change: RecordedChange }
  | { kind: 'events'; key: string; atMs: number; events: readonly [RecordedEvent, ...RecordedEvent[]] };

/** For how long (ms) the same action by the same actor on the same member is one line. */
export const FOLDED_WITHIN_MS = 60_000;

/** Events are told apart by what was done, by whom and where; not by what it was done to. */
const foldKey = ({ action, requestor, location }: RecordedEvent): string =>
  JSON.stringify([action, requestor?.username, requestor?.protocol, location]);

type Fold = { firstAtMs: number; events: [RecordedEvent, ...RecordedEvent[]] };

/** Folds begin with the oldest, so that a line stays what it is when newer events come. */
function fold(newestFirst: readonly RecordedEvent[]): Fold[] {
  const folds: Fold[] = [];
  const open = new Map<string, Fold>();
  for (const event of newestFirst.toSorted((a, b) => a.atMs - b.atMs || a.id - b.id)) {
    const key = foldKey(event);
    const current = open.get(key);
    if (current !== undefined && event.atMs - current.firstAtMs <= FOLDED_WITHIN_MS) {
      current.events.unshift(event);
      continue;
    }
    const begun: Fold = { firstAtMs: event.atMs, events: [event] };
    open.set(key, begun);
    folds.push(begun);
  }
  return folds;
}

/** Both kinds newest first, by their own times; of changes and events of the same moment, the changes come first. */
export function mergeActivity(
  changes: readonly RecordedChange[],
  events: readonly RecordedEvent[],
): Activity[] {
  const changed = changes.map((change): Activity => ({
    kind: 'changes',
    key: `change-${change.id}`,
    atMs: change.atMs,
    change,
  }));
  const told = fold(events)
    .toReversed()
    .map(({ events: those }): Activity => {
      const oldest = those.at(-1) ?? those[0];
      return { kind: 'events', key: `event-${oldest.id}`, atMs: those[0].atMs, events: those };
    });
  return [...changed, ...told].toSorted((a, b) => b.atMs - a.atMs);
}
