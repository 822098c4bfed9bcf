/** Recognises the answers that a server gives right after an election: HTTP 200, and every member Offline. */
import { everyoneOffline } from '../wire/quorum.ts';
import type { Failure, LxdMember } from '../wire/snapshot.ts';

/** Such views end with the new leader's first round of heartbeats, 3 to 5 s after the election; one that lasts is real. */
export const STALE_VIEW_LIMIT_MS = 30_000;

/**
 * Why a list is not to be believed, or null. Nobody who answers is Offline, so a list in which the answering member
 * calls itself Offline was made from heartbeats that stopped, and says nothing about who is up. Where the answering
 * member is not known (an address that is no member's), all of them Offline says the same.
 */
export function staleView(listed: readonly LxdMember[], answeringMember: string | null): Failure | null {
  const own = listed.find((member) => member.server_name === answeringMember);
  if (own?.status !== 'Offline' && !everyoneOffline(listed)) return null;
  const who = own?.server_name ?? 'the answering member';
  return { kind: 'stale-view', message: `${who} lists itself as Offline: a view from before the last heartbeats` };
}
