/** What on a board has changed of late: it stands out, settles, and stays marked until it has been steady for a while. Pure. */
import { type ChangeKind, MAX_CHANGES, type RecordedChange } from '~wire/change.ts';
import type { Flapping } from '~wire/flapping.ts';
import type { Member } from '~wire/snapshot.ts';

/** For so long a change stands out. */
export const FRESH_MS = 60_000;
/** So long a member has to be steady until nothing is left of it. */
export const STEADY_MS = 10 * 60_000;

/** `changedAtMs`: of its last change. `flapping` null: it does not. */
export type Mark = { kind: 'fresh' | 'recent'; changedAtMs: number; flapping: Flapping | null };

/** What of a member can be seen on its tile, or would be looked for there. */
const SEEN: ReadonlySet<ChangeKind> = new Set<ChangeKind>([
  'member-added',
  'member-renamed',
  'status',
  'answering',
  'leader',
  'roles',
  'version',
]);

/**
 * By the member's name; who is not in it has been steady. `changes`: the newest first; where they are cut off after so many, the
 * `members` themselves tell since when both witnesses have said of them what they say.
 */
export function marksOf(
  changes: readonly RecordedChange[],
  flapping: readonly Flapping[],
  nowMs: number,
  members: readonly Pick<Member, 'server_name' | 'statusSince' | 'probe'>[] = [],
): ReadonlyMap<string, Mark> {
  const marks = new Map<string, Mark>();
  const add = (member: string, changedAtMs: number, flaps: Flapping | null = null): void => {
    const agoMs = nowMs - changedAtMs;
    if (agoMs > STEADY_MS) return;
    marks.set(member, { kind: agoMs <= FRESH_MS ? 'fresh' : 'recent', changedAtMs, flapping: flaps });
  };
  for (const each of flapping) if (each.member !== null) add(each.member, each.lastAtMs, each);
  for (const { atMs, kind, member } of changes) {
    if (member !== null && !marks.has(member) && SEEN.has(kind)) add(member, atMs);
  }
  if (changes.length < MAX_CHANGES) return marks;
  for (const { server_name, statusSince, probe } of members) {
    const changedAtMs = Math.max(
      ...[statusSince, probe.since].map(({ atMs, witnessed }) => (witnessed ? atMs : -Infinity)),
    );
    if (!marks.has(server_name)) add(server_name, changedAtMs);
  }
  return marks;
}
