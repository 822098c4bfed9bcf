import { isLeader, isVoter } from '~wire/roles.ts';
import type { Member } from '~wire/snapshot.ts';
import type { Quorum } from '~wire/verdict.ts';

/** What the loss of a member would mean for the cluster database, as far as is known. One sentence. */
export function ifItGoes(member: Member, quorum: Quorum): string {
  if (!isVoter(member.roles)) return 'If it goes, the cluster database goes on without it.';
  if (quorum.state === 'lost') return 'Quorum is lost: every voter that comes back counts.';
  if (quorum.state !== 'holds') return 'What its loss would mean is not known now.';
  if (member.status === 'Offline' || member.probe.state === 'silent' || member.probe.state === 'wrong') {
    return 'The cluster database is counted without it already.';
  }
  if (quorum.headroom === 0) return 'If it goes, the cluster database stops.';
  const election = isLeader(member.roles) ? 'another leader is elected and ' : '';
  const left = quorum.headroom - 1;
  const then = left === 0 ? 'no other voter may follow it' : `${left} more may follow it`;
  return `If it goes, ${election}quorum holds; ${then}.`;
}
