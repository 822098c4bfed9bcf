/**
 * Recognises the answers that a server gives right after an election: HTTP 200, and members Offline that are up. They
 * were made from heartbeats that stopped with the old leader, and say nothing of who is up.
 */
import { everyoneOffline } from '../wire/quorum.ts';
import { isLeader } from '../wire/roles.ts';
import type { Failure, LxdMember, Member } from '../wire/snapshot.ts';

/** Such views end with the new leader's first rounds of heartbeats, 3 to 6 s after the election; one that lasts is real. */
export const STALE_VIEW_LIMIT_MS = 30_000;
/** How long after a list that kept us waiting, or failed, a view may still be from before. */
export const UNSETTLED_MS = 20_000;

export type Circumstances = {
  /** Who gave the list, by its own name; null: not known (an address that is no member's). */
  answeringMember: string | null;
  /** The members of the last list that was believed, with our own probes of them. */
  before: readonly Member[];
  /** The list failed or kept us waiting within the last `UNSETTLED_MS`: there may have been an election. */
  unsettled: boolean;
};

/**
 * Why a list is not to be believed, or null.
 * Nobody who answers is Offline, and a leader that is up writes its own heartbeat first; so a list that calls the
 * answering member Offline, or everybody, or a leader that answers us, is from before. Not all of them go over the
 * threshold at once: just after an election, one member that answers us and has become Offline gives the view away.
 */
export function staleView(listed: readonly LxdMember[], circumstances: Circumstances): Failure | null {
  const { answeringMember, before, unsettled } = circumstances;
  const offline = listed.filter((member) => member.status === 'Offline');
  const known = new Map(before.map((member) => [member.server_name, member]));
  const answersUs = ({ server_name }: LxdMember): boolean =>
    known.get(server_name)?.probe.state === 'answering';
  const stale = (who: string): Failure => ({
    kind: 'stale-view',
    message: `the list calls ${who} Offline: a view from before the last heartbeats`,
  });
  if (everyoneOffline(listed)) return stale('every member');
  const own = offline.find((member) => member.server_name === answeringMember);
  if (own !== undefined) return stale(`${own.server_name}, which gave it,`);
  const leader = offline.find((member) => isLeader(member.roles) && answersUs(member));
  if (leader !== undefined) return stale(`the leader ${leader.server_name}, which answers us,`);
  const fallen = offline.find(
    (member) => answersUs(member) && known.get(member.server_name)?.status !== 'Offline',
  );
  return unsettled && fallen !== undefined ? stale(`${fallen.server_name}, which answers us,`) : null;
}
