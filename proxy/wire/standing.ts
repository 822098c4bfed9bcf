/** Whose word stands right now: who answers, and whether the cluster database does. Everything else builds on this. */
import { isFresh, isProbeFresh } from './freshness.ts';
import type { ClusterSnapshot, FailureKind } from './snapshot.ts';

/** Whether anything of the cluster answers us now: any question, be it only `GET /1.0`, which needs no database. */
export const somebodyAnswers = (snapshot: ClusterSnapshot, nowMs: number): boolean =>
  [snapshot.parts.server, snapshot.parts.members].some(
    (part) => part.status === 'ok' && isFresh(part, snapshot, nowMs),
  ) ||
  snapshot.members.some(({ probe }) => probe.state === 'answering' && isProbeFresh(probe, snapshot, nowMs));

/**
 * Whether the member list can be taken for what is so now: read at most three beats ago. Once reading it fails and
 * nobody else answers either, there is nobody left whose word it could be.
 */
export const listStands = (snapshot: ClusterSnapshot, nowMs: number): boolean =>
  isFresh(snapshot.parts.members, snapshot, nowMs) && somebodyAnswers(snapshot, nowMs);

/** What keeps the list from being answered although somebody answers `GET /1.0`. */
const DATABASE_FAILURES: ReadonlySet<FailureKind> = new Set([
  'blocked',
  'timeout',
  'lxd-error',
  'stale-view',
]);

/** Whether the list fails in a way that only the cluster database explains: `/1.0`, which needs none, still answers. */
export function databaseFails(snapshot: ClusterSnapshot, nowMs: number): boolean {
  const { status, failure } = snapshot.parts.members;
  if (status !== 'failed' || failure === null || !DATABASE_FAILURES.has(failure.kind)) return false;
  return somebodyAnswers(snapshot, nowMs);
}
