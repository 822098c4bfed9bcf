import { isLeader, isVoter } from '~wire/roles.ts';
import type { Member } from '~wire/snapshot.ts';
import type { Quorum } from '~wire/verdict.ts';

/** What the loss of a member would mean for the cluster database, in numbers as far as they are known. One sentence. */
export function ifItGoes(member: Member, quorum: Quorum): string {
  const { state, voters, present, needed, headroom } = quorum;
  const ifItStops = `If ${member.server_name} stops`;
  const ofVoters = `of ${voters} ${voters === 1 ? 'voter' : 'voters'}`;
  const missing =
    member.status === 'Offline' || member.probe.state === 'silent' || member.probe.state === 'wrong';
  if (!isVoter(member.roles)) {
    const kept = state === 'holds' ? `: it keeps ${present} ${ofVoters}` : '';
    return missing
      ? `The cluster database goes on without it${kept}.`
      : `${ifItStops}, the cluster database goes on without it${kept}.`;
  }
  if (state === 'lost') return `Quorum is lost, ${present} ${ofVoters}: every voter that comes back counts.`;
  if (state !== 'holds') return 'What its loss would mean is not known now.';
  if (missing) {
    return `The cluster database is counted without it already: ${present} ${ofVoters}, ${needed} needed.`;
  }
  const left = `${present - 1} ${ofVoters}`;
  if (headroom === 0) return `${ifItStops}, the cluster database stops: ${left}, ${needed} needed.`;
  const election = isLeader(member.roles) ? 'another leader is elected and ' : '';
  const more = headroom - 1;
  const then = more === 0 ? 'no other voter may follow it' : `${more} more may follow it`;
  return `${ifItStops}, ${election}the database keeps quorum: ${left}, ${needed} needed; ${then}.`;
}
