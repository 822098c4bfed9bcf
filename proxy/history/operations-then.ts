/** The operations of a moment, from those that ended around it. Pure. */
import type { Occurrence } from '../wire/occurrence.ts';
import { MAX_OPERATIONS, type Operation, isFinal } from '../wire/operation.ts';

/** For how long one that has ended stays in sight, as on the live board. */
const ENDED_KEPT_MS = 30_000;
const FAILED_KEPT_MS = 5 * 60_000;

export type Around = {
  /** Those that had ended by the moment. */
  before: readonly Occurrence[];
  /** Those that ended after it. */
  after: readonly Occurrence[];
  /** Those that go on now. */
  now: readonly Operation[];
};

/** As it was before it ended. Which progress it had made is not kept. */
const running = (operation: Operation): Operation => ({
  ...operation,
  status: 'Running',
  status_code: 103,
  err: '',
  updatedAtMs: null,
  progress: null,
});

/** Those under way first, the latest first. */
export function operationsThen({ before, after, now }: Around, atMs: number): Operation[] {
  const ended = before.flatMap((occurrence) => {
    if (occurrence.kind !== 'operation' || !isFinal(occurrence.operation)) return [];
    const keptMs = occurrence.operation.status_code === 400 ? FAILED_KEPT_MS : ENDED_KEPT_MS;
    return atMs - occurrence.atMs <= keptMs ? [occurrence.operation] : [];
  });
  const underWay = [
    ...after.flatMap((occurrence) => (occurrence.kind === 'operation' ? [occurrence.operation] : [])),
    ...now.filter(
      (operation) => !isFinal(operation) && operation.createdAtMs !== null && operation.createdAtMs <= atMs,
    ),
  ].map(running);
  const byId = new Map([...underWay, ...ended].map((operation) => [operation.id, operation]));
  return [...byId.values()]
    .toSorted(
      (a, b) =>
        Number(isFinal(a)) - Number(isFinal(b)) ||
        (b.createdAtMs ?? 0) - (a.createdAtMs ?? 0) ||
        a.id.localeCompare(b.id),
    )
    .slice(0, MAX_OPERATIONS);
}
