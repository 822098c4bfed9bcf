/** What of a thing that is read again and again is the same as before: then what was written of it stays as it is. Pure. */
import type { Failure, PartState } from '../wire/snapshot.ts';
import { steadyWords } from '../wire/steady-words.ts';
import type { Dated, SteadyPart } from './facts.ts';

/** As it was written, where it is the same but for figures. */
export const steadyText = (was: string | undefined, is: string): string =>
  was !== undefined && steadyWords(was) === steadyWords(is) ? was : is;

/** As it was written, where it has moved by no more than `tolerance` since. */
export const steadyNumber = (was: number | null | undefined, is: number, tolerance: number): number =>
  typeof was === 'number' && Math.abs(is - was) <= tolerance ? was : is;

export function steadyFailure(was: Failure | null | undefined, is: Failure | null): Failure | null {
  if (is === null || was === null || was === undefined || was.kind !== is.kind) return is;
  return { kind: is.kind, message: steadyText(was.message, is.message) };
}

export const dated = (observedAtMs: number | null, fresh: boolean): Dated => (fresh ? 'fresh' : observedAtMs);

/** A part; `fresh`: its value is young enough to stand. One that fails has a time of its own also while that is. */
export const steadyPart = (
  was: SteadyPart | undefined,
  { status, failure, observedAtMs, failingSinceMs }: PartState,
  fresh: boolean,
): SteadyPart => ({
  status,
  failure: steadyFailure(was?.failure, failure),
  failingSinceMs,
  observed: dated(observedAtMs, status === 'ok' && fresh),
});
