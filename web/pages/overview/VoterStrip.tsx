import type { ReactNode } from 'react';
import { databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import type { Quorum, Verdict } from '~wire/verdict.ts';
import { compareNatural } from '../../lib/natural.ts';
import { MemberChip } from './MemberChip.tsx';

const LEADER = ['leader'] as const;

type VoterStripProps = { snapshot: ClusterSnapshot; verdict: Verdict; nowMs: number };

/** Who holds the cluster database: the voters one by one, and who could step in. */
export function VoterStrip({ snapshot, verdict, nowMs }: VoterStripProps) {
  const members = snapshot.members.toSorted((a, b) => compareNatural(a.server_name, b.server_name));
  const withRole = (...roles: ReturnType<typeof databaseRole>[]): Member[] =>
    members.filter((member) => roles.includes(databaseRole(member.roles)));
  const leaders = withRole('leader');
  const voters = [...leaders, ...withRole('voter')];
  const standbys = withRole('stand-by');
  const spares = withRole('spare').length;
  const chips = (list: readonly Member[]) => (
    <ul className="flex flex-wrap gap-2">
      {list.map((member) => (
        <li key={member.server_name} className="min-w-0">
          <MemberChip member={member} snapshot={snapshot} nowMs={nowMs} tagged={LEADER} />
        </li>
      ))}
    </ul>
  );
  return (
    <section aria-label="Cluster database" className="flex flex-wrap items-start gap-x-8 gap-y-3 px-5 py-3">
      <h2 className="sr-only">Cluster database</h2>
      <Group label={`Voters, ${verdict.quorum.needed} of ${verdict.quorum.voters} needed`}>
        {chips(voters)}
      </Group>
      <Group label="Headroom">
        <p className="flex h-8 items-center font-medium">{headroomWords(verdict.quorum)}</p>
      </Group>
      {standbys.length > 0 && <Group label="Stand-by">{chips(standbys)}</Group>}
      {spares > 0 && (
        <Group label="Spare">
          <p className="flex h-8 items-center">{spares === 1 ? '1 member' : `${spares} members`}</p>
        </Group>
      )}
    </section>
  );
}

function headroomWords({ state, headroom }: Quorum): string {
  if (state === 'lost') return 'none: quorum is lost';
  if (state !== 'holds') return 'unknown';
  if (headroom === 0) return 'none';
  return headroom === 1 ? '1 voter may be lost' : `${headroom} voters may be lost`;
}

function Group({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      <h3 className="text-sm text-faint">{label}</h3>
      {children}
    </div>
  );
}
