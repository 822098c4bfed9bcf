/** What is shown of old data: the last that was known of each member, and nothing that came of the data's end itself. Pure. */
import type { ClusterSnapshot, Probe } from '~wire/snapshot.ts';

/** What our probe found wrong with a member; null: nothing. */
export type Unrest = 'silent' | 'wrong' | null;

export const unrestOf = (state: Probe['state'] | 'unknown'): Unrest =>
  state === 'silent' || state === 'wrong' ? state : null;

/**
 * What our probe saw last of a member whose word in the list is old. Where nobody answers, it is the way to all of them that is
 * cut, and only who was silent while there was a list is told apart from the others.
 */
export function lastUnrest(snapshot: ClusterSnapshot): (probe: Probe) => Unrest {
  const someAnswered = snapshot.members.some(({ probe }) => probe.state === 'answering');
  const listedAtMs = snapshot.parts.members.observedAtMs ?? -Infinity;
  return ({ state, since }) => (someAnswered || since.atMs <= listedAtMs ? unrestOf(state) : null);
}
