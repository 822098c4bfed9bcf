/** Where the voters of the cluster database are, and what the loss of a place would mean for it. Pure. */
import { presentVoters } from './quorum.ts';
import { nameList } from './reasons/words.ts';
import { isVoter, quorumOf } from './roles.ts';
import type { ClusterSnapshot, Member } from './snapshot.ts';
import type { Quorum } from './verdict.ts';

/** Members that are lost together, such as those of a rack. */
export type FailureDomain = { name: string; members: Member[]; voters: Member[] };

/** In the order of each one's first member. */
export const failureDomains = (members: readonly Member[]): FailureDomain[] =>
  [...Map.groupBy(members, (member) => member.failure_domain)].map(([name, those]) => ({
    name,
    members: those,
    voters: those.filter((member) => isVoter(member.roles)),
  }));

/** Whether the voters elsewhere are too few, even if all of them are up. */
export const holdsTooMany = ({ voters }: FailureDomain, all: number): boolean =>
  all - voters.length < quorumOf(all);

/**
 * What the loss of a failure domain would do. `stops`: the database has too few voters elsewhere. `stops-now`: it has
 * too few as long as some of those elsewhere are missing. `holds`: it goes on. `unknown`: how it stands is not known,
 * or it has stopped already.
 */
export type Loss = 'stops' | 'stops-now' | 'holds' | 'unknown';

export type DomainSpread = FailureDomain & { loss: Loss };

/** `sentence`: one, of what matters most. `sound`: no domain alone can stop the database, as far as is known. */
export type VoterSpread = { domains: DomainSpread[]; sentence: string; sound: boolean };

/** `quorum`: as `assess` finds it at the same moment. */
export function voterSpread(snapshot: ClusterSnapshot, quorum: Quorum, nowMs: number): VoterSpread {
  const present = presentVoters(snapshot, nowMs);
  const domains = failureDomains(snapshot.members).map((domain) => ({
    ...domain,
    loss: lossOf(domain, present, quorum),
  }));
  const sound = domains.length > 1 && domains.every(({ loss }) => loss === 'holds');
  return { domains, sentence: sentenceOf(domains, quorum), sound };
}

function lossOf(domain: FailureDomain, present: readonly Member[], quorum: Quorum): Loss {
  if (quorum.voters === 0) return 'unknown';
  if (domain.voters.length > 0 && holdsTooMany(domain, quorum.voters)) return 'stops';
  if (quorum.state !== 'holds') return 'unknown';
  const elsewhere = present.filter((member) => !domain.members.includes(member)).length;
  const lost = present.length - elsewhere;
  if (elsewhere >= quorum.needed) return 'holds';
  // What holds no voter that is up takes nothing with it, however few are left.
  return lost === 0 ? 'holds' : 'stops-now';
}

function sentenceOf(domains: readonly DomainSpread[], { voters, state }: Quorum): string {
  const [only, ...others] = domains;
  if (only === undefined || voters === 0) return 'No voter of the cluster database is known.';
  if (others.length === 0) {
    return `All members are in one failure domain, ${only.name}: nothing is known of what would fail together.`;
  }
  const stopping = domains.filter(({ loss }) => loss === 'stops');
  const [first, ...rest] = stopping;
  if (first !== undefined) {
    if (rest.length === 0) {
      return `${first.name} holds ${first.voters.length} of ${voters} ${voters === 1 ? 'voter' : 'voters'}: if it goes, the cluster database stops.`;
    }
    return `If ${anyOf(stopping)} goes, the cluster database stops.`;
  }
  if (state === 'lost') return 'Quorum is lost: every voter that comes back counts, wherever it is.';
  if (state !== 'holds') return 'What the loss of a failure domain would mean is not known now.';
  const fragile = domains.filter(({ loss }) => loss === 'stops-now');
  if (fragile.length === 0) return 'No failure domain alone can stop the cluster database.';
  return `While voters are missing, the loss of ${anyOf(fragile)} stops the cluster database.`;
}

/** `rack-a`, `rack-a or rack-b`, `any of rack-a, rack-b and rack-c`. */
function anyOf(domains: readonly FailureDomain[]): string {
  const names = domains.map(({ name }) => name);
  return names.length > 2 ? `any of ${nameList(names)}` : names.join(' or ');
}
