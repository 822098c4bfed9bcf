/** Who goes away and comes back again and again: told as that, and not as a row of single news. Pure. */
import * as z from 'zod/mini';
import { MAX_CHANGES, type RecordedChange } from './change.ts';

/** What is looked back upon. */
export const FLAP_WINDOW_MS = 10 * 60_000;
/** So often within it is flapping; twice may be a restart, and what led to it. */
const FLAPS = 3;

/**
 * `member`: null is leadership of the cluster database. `times`: how often the member went away, or leadership moved. `atLeast`:
 * what happened earlier is not known, so it may have been more. `lastAtMs`: of its last change.
 */
export const Flapping = z.object({
  member: z.nullable(z.string()),
  times: z.number(),
  atLeast: z.boolean(),
  lastAtMs: z.number(),
});
export type Flapping = z.infer<typeof Flapping>;

/** What an operator does on purpose is no flapping. */
const PRESENT: ReadonlySet<string | null> = new Set(['Online', 'Evacuated', 'Evacuating', 'Restoring']);

/** `atMs`: when it went away, or moved, within what is looked back upon; oldest first. */
type Restless = { byLxd: boolean; byUs: boolean; atMs: number[]; lastAtMs: number };

export type FlapWatch = {
  /** Takes what has changed, the oldest first. */
  take(changes: readonly RecordedChange[]): void;
  /** Who flaps at `nowMs`; who was steady for as long as is looked back upon is forgotten. */
  flapping(nowMs: number): Flapping[];
};

/**
 * Counts by member, so that it is right however much happens at once. A member is away from when the first of the two witnesses
 * misses it until both have it back, so that one absence counts once. `remembered`: the last changes before, newest first, cut
 * off after `MAX_CHANGES`.
 */
export function watchFlaps(remembered: readonly RecordedChange[] = []): FlapWatch {
  const known = new Map<string | null, Restless>();
  const knownFromMs = remembered.length < MAX_CHANGES ? -Infinity : (remembered.at(-1)?.atMs ?? -Infinity);

  const take = (changes: readonly RecordedChange[]): void => {
    for (const { kind, member, before, after, atMs } of changes) {
      const moved = kind === 'leader' && before !== null;
      const told = member !== null && (kind === 'status' || kind === 'answering');
      if (!moved && !told) continue;
      const name = moved ? null : member;
      const was = known.get(name) ?? { byLxd: false, byUs: false, atMs: [], lastAtMs: atMs };
      const byLxd = kind === 'status' ? !PRESENT.has(after) : was.byLxd;
      const byUs = kind === 'answering' ? after !== 'answering' : was.byUs;
      const left = moved || ((byLxd || byUs) && !(was.byLxd || was.byUs));
      known.set(name, { byLxd, byUs, atMs: left ? [...was.atMs, atMs] : was.atMs, lastAtMs: atMs });
    }
  };
  take(remembered.toReversed());

  return {
    take,
    flapping(nowMs) {
      // What seems to come from the future is of a clock that was set back.
      const isRecent = (atMs: number): boolean => atMs <= nowMs && nowMs - atMs <= FLAP_WINDOW_MS;
      const atLeast = isRecent(knownFromMs);
      const found: Flapping[] = [];
      for (const [member, was] of known) {
        const atMs = was.atMs.filter(isRecent);
        if (atMs.length === 0 && !isRecent(was.lastAtMs)) known.delete(member);
        else known.set(member, { ...was, atMs });
        if (atMs.length >= FLAPS) found.push({ member, times: atMs.length, atLeast, lastAtMs: was.lastAtMs });
      }
      return found;
    },
  };
}

/** `6x in 10 min`; of several `3 to 6x in 10 min`. */
export function flapCount(...flapping: readonly Flapping[]): string {
  const times = flapping.map((each) => each.times);
  const [least, most] = [Math.min(...times), Math.max(...times)];
  const atLeast = flapping.some((each) => each.atLeast);
  const count = atLeast ? `at least ${least}` : least === most ? String(least) : `${least} to ${most}`;
  return `${count}x in ${FLAP_WINDOW_MS / 60_000} min`;
}
