/** `?at=`: the moment that an answer is asked for, and what holds of all answers about the past. */
import { apiError } from '../plugins/errors.ts';
import type { StoreFailure } from '../history/store.ts';
import { err, ok } from '../result.ts';
import type { ApiError } from '../wire/api.ts';
import type { BlindSpot } from '../wire/moment.ts';
import { type Asked, quoted } from './query.ts';
import { formatRfc3339, parseRfc3339 } from './rfc3339.ts';

/** Clocks of browsers that run ahead of ours by less are right enough. */
const SKEW_MS = 1000;

/** Ms; null: the present. A moment that our clock has not quite reached is now. */
export function momentAsked(at: string | undefined, nowMs: number): Asked<number | null> {
  if (at === undefined) return ok(null);
  const atMs = parseRfc3339(at);
  if (atMs === null) {
    return err(
      apiError(
        'bad-moment',
        `${quoted(at)} is no moment.`,
        'One is written 2026-11-20T03:12:07Z, with its zone.',
      ),
    );
  }
  if (atMs > nowMs + SKEW_MS) {
    return err(
      apiError(
        'bad-moment',
        `${quoted(at)} lies in the future.`,
        `Here it is ${formatRfc3339(nowMs)}. What is live is answered without "at".`,
      ),
    );
  }
  return ok(Math.min(atMs, nowMs));
}

/** What happened is written at once, and numbers once a minute: after this, an answer stays as it is. */
const SETTLED_AFTER_MS = 120_000;

/**
 * Not for ever: what has become too old is deleted. Nobody but the one who asks may keep it. Nor what is not known to this day:
 * while nothing can be written down, it may still be, late.
 */
export const cachingOf = (toMs: number, nowMs: number, blind: readonly BlindSpot[] = []): string =>
  nowMs - toMs > SETTLED_AFTER_MS && blind.every((spot) => spot.toMs !== null)
    ? 'private, max-age=3600'
    : 'no-cache';

export const historyUnavailable = (failure: StoreFailure): ApiError =>
  apiError(
    'history-unavailable',
    `What was recorded cannot be read: ${failure.message}`,
    'What is live is still answered.',
  );

/** Of a cluster that is known and of which nothing is kept. */
export const NOT_KEPT: StoreFailure = { kind: 'failed', message: 'nothing is recorded of this cluster' };
