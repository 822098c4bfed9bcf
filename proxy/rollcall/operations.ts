/** The operations of a cluster, put together from the list that is read now and then and the events in between. */
import { MAX_OPERATIONS, type Operation, isFinal } from '../wire/operation.ts';

/** An operation that has ended stays for people to see how. */
const ENDED_KEPT_MS = 30_000;
const FAILED_KEPT_MS = 5 * 60_000;

type Known = { operation: Operation; heardAtMs: number };

export type Operations = {
  /** An event: one operation is as it says. */
  hear(operation: Operation, nowMs: number): void;
  /** The whole list, as it was when it was asked for: what it does not have any more has ended unseen. */
  replace(listed: readonly Operation[], askedAtMs: number, nowMs: number): void;
  /** Those under way, latest first, then those that have ended; the same array for as long as nothing changes. */
  list(nowMs: number): Operation[];
};

export function createOperations(): Operations {
  const known = new Map<string, Known>();
  let listed: Operation[] = [];

  const take = (operation: Operation, heardAtMs: number): void => {
    const was = known.get(operation.id)?.operation;
    if (was !== undefined && !follows(was, operation)) return;
    known.set(operation.id, { operation, heardAtMs });
  };
  const expired = ({ operation, heardAtMs }: Known, nowMs: number): boolean =>
    isFinal(operation) &&
    nowMs - heardAtMs > (operation.status_code === 400 ? FAILED_KEPT_MS : ENDED_KEPT_MS);

  return {
    hear: take,
    replace(list, askedAtMs, nowMs) {
      const ids = new Set(list.map(({ id }) => id));
      for (const [id, { operation, heardAtMs }] of known) {
        if (!ids.has(id) && !isFinal(operation) && heardAtMs <= askedAtMs) known.delete(id);
      }
      for (const operation of list) take(operation, nowMs);
    },
    list(nowMs) {
      for (const [id, entry] of known) if (expired(entry, nowMs)) known.delete(id);
      const now = [...known.values()]
        .map(({ operation }) => operation)
        .toSorted(
          (a, b) =>
            Number(isFinal(a)) - Number(isFinal(b)) ||
            (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0) ||
            a.id.localeCompare(b.id),
        )
        .slice(0, MAX_OPERATIONS);
      const same =
        now.length === listed.length && now.every((operation, index) => operation === listed[index]);
      if (!same) listed = now;
      return listed;
    },
  };
}

/**
 * Whether `next` is news after `was`. Events of a short operation come in any order, so what has ended stays ended, and
 * an older state does not replace a newer one.
 */
function follows(was: Operation, next: Operation): boolean {
  if (isFinal(was)) return false;
  if (isFinal(next)) return true;
  return (next.updatedAtMs ?? 0) >= (was.updatedAtMs ?? 0) && !alike(was, next);
}

const alike = (a: Operation, b: Operation): boolean => JSON.stringify(a) === JSON.stringify(b);
