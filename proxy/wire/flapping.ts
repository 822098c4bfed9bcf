/** Who goes away and comes back again and again: told as that, and not as a row of single news. Pure. */
import type { RecordedChange } from './change.ts';

/** What is looked back upon. */
export const FLAP_WINDOW_MS = 10 * 60_000;
/** So often within it is flapping; twice may be a restart, and what led to it. */
const FLAPS = 3;
/** A list of changes may be cut off after so many: what happened before is not in it. */
const LAST_CHANGES = 200;

/** `times`: how often it went away. `atLeast`: earlier changes are not known, so it may have been more. `lastAtMs`: of its last change. */
export type Flapping = { times: number; atLeast: boolean; lastAtMs: number };

/** What an operator does on purpose is no flapping. */
const PRESENT: ReadonlySet<string | null> = new Set(['Online', 'Evacuated', 'Evacuating', 'Restoring']);

type Absence = { byLxd: boolean; byUs: boolean; times: number; lastAtMs: number };

/**
 * The members that flap at `nowMs`, by name. A member is away from when the first of the two witnesses misses it until both have it
 * back, so that one absence counts once. `changes`: the newest first.
 */
export function flappingMembers(
  changes: readonly RecordedChange[],
  nowMs: number,
): ReadonlyMap<string, Flapping> {
  const absences = new Map<string, Absence>();
  for (const change of changes.toReversed()) {
    const { atMs, kind, member, after } = change;
    if (member === null || (kind !== 'status' && kind !== 'answering')) continue;
    const was = absences.get(member) ?? { byLxd: false, byUs: false, times: 0, lastAtMs: atMs };
    const byLxd = kind === 'status' ? !PRESENT.has(after) : was.byLxd;
    const byUs = kind === 'answering' ? after !== 'answering' : was.byUs;
    // One that began before what is looked back upon does not count, but is no second one either.
    const recent = nowMs - atMs <= FLAP_WINDOW_MS;
    const left = recent && (byLxd || byUs) && !(was.byLxd || was.byUs);
    absences.set(member, { byLxd, byUs, times: was.times + Number(left), lastAtMs: atMs });
  }
  const atLeast = isCutOff(changes, nowMs);
  return new Map(
    [...absences]
      .filter(([, { times }]) => times >= FLAPS)
      .map(([member, { times, lastAtMs }]) => [member, { times, atLeast, lastAtMs }]),
  );
}

/** How often leadership of the cluster database moved, if that was often. */
export function flappingLeader(changes: readonly RecordedChange[], nowMs: number): Flapping | null {
  const moves = changes.filter(
    ({ atMs, kind, before }) => kind === 'leader' && before !== null && nowMs - atMs <= FLAP_WINDOW_MS,
  );
  const [last] = moves;
  return last === undefined || moves.length < FLAPS
    ? null
    : { times: moves.length, atLeast: isCutOff(changes, nowMs), lastAtMs: last.atMs };
}

const isCutOff = (changes: readonly RecordedChange[], nowMs: number): boolean =>
  changes.length >= LAST_CHANGES && nowMs - (changes.at(-1)?.atMs ?? 0) <= FLAP_WINDOW_MS;

/** `6x in 10 min`. */
export const flapCount = ({ times, atLeast }: Flapping): string =>
  `${atLeast ? 'at least ' : ''}${times}x in ${FLAP_WINDOW_MS / 60_000} min`;
