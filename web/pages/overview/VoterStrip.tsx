import { Link } from 'react-router';
import type { ReactNode } from 'react';
import { databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import type { Quorum, Verdict } from '~wire/verdict.ts';
import { lxdWord, ourWord } from '~wire/witness.ts';
import { StatusShape, ourShape } from '../../components/StatusShape.tsx';
import { compareNatural } from '../../lib/natural.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { usePaths } from '../../url/paths.ts';

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
          <MemberChip member={member} snapshot={snapshot} nowMs={nowMs} leader={leaders.includes(member)} />
        </li>
      ))}
    </ul>
  );
  return (
    <section
      aria-label="Cluster database"
      className="panel flex flex-wrap items-start gap-x-8 gap-y-3 rounded-md border border-line bg-surface px-5 py-3"
    >
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

type MemberChipProps = { member: Member; snapshot: ClusterSnapshot; nowMs: number; leader: boolean };

/** A member by both witnesses: LXD's word as a form before the name, ours behind it. */
function MemberChip({ member, snapshot, nowMs, leader }: MemberChipProps) {
  const paths = usePaths();
  const lxd = lxdWord(member, snapshot, nowMs);
  const ours = ourWord(member.probe, snapshot, nowMs);
  const well = ours.state === 'answering';
  return (
    <Link
      to={paths.member(snapshot.cluster.key, member.server_name)}
      className="flex h-8 max-w-96 items-center gap-2 rounded-sm border border-line bg-sunken px-2.5 hover:border-edge hover:bg-hover"
    >
      <StatusShape shape={lxd.shape} />
      <span className="sr-only">LXD says {lxd.word}:</span>
      <Foreign text={member.server_name} className="one-line min-w-0 font-medium" />
      {leader && <LeaderTag stale={lxd.stale} />}
      <span className="flex shrink-0 items-center gap-1 border-l border-line pl-2 text-sm text-soft">
        <span className="sr-only">seen by us:</span>
        {!well && <StatusShape shape={ourShape(ours)} className="size-3" />}
        {ours.word}
      </span>
    </Link>
  );
}

function LeaderTag({ stale }: { stale: boolean }) {
  const look = stale ? 'border-dashed border-edge text-faint' : 'border-control text-soft';
  return (
    <span className={`shrink-0 rounded-[2px] border px-1 text-xs leading-3.5 ${look}`}>
      {stale ? 'last leader' : 'leader'}
    </span>
  );
}
