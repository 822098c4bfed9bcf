/** How a part that is asked for stands after an answer, good or bad. Pure. */
import type { Failure, PartState } from '../wire/snapshot.ts';

export const PENDING: PartState = {
  status: 'pending',
  failure: null,
  observedAtMs: null,
  failingSinceMs: null,
};

export const heardAt = (nowMs: number): PartState => ({
  status: 'ok',
  failure: null,
  observedAtMs: nowMs,
  failingSinceMs: null,
});

const STATUSES: Partial<Record<Failure['kind'], PartState['status']>> = {
  forbidden: 'refused',
  untrusted: 'refused',
  'not-implemented': 'unsupported',
};

/** A part that failed: its value and that value's time stay. */
export const failedAt = (was: PartState, failure: Failure, nowMs: number): PartState => ({
  status: STATUSES[failure.kind] ?? 'failed',
  failure,
  observedAtMs: was.observedAtMs,
  failingSinceMs: was.failingSinceMs ?? nowMs,
});

/** Without it a member does not tell of its load, its memory and its pools. */
export const STATE_EXTENSION = 'cluster_member_state';

/** The failure of what a server without an API extension does not offer. */
export const lacking = (extension: string): Failure => ({
  kind: 'not-implemented',
  message: `needs the API extension ${extension}`,
});

/** A part together with its last good value. */
export type Kept<T> = { part: PartState; value: T | null };

export const NOTHING_KEPT: Kept<never> = { part: PENDING, value: null };

/** `was` after an answer. */
export const kept = <T>(
  was: Kept<T>,
  answer: { ok: true; value: T } | { ok: false; error: Failure },
  nowMs: number,
): Kept<T> =>
  answer.ok
    ? { part: heardAt(nowMs), value: answer.value }
    : { part: failedAt(was.part, answer.error, nowMs), value: was.value };
