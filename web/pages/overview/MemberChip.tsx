import { Link } from 'react-router';
import { type DatabaseRole, databaseRole } from '~wire/roles.ts';
import type { ClusterSnapshot, Member } from '~wire/snapshot.ts';
import { lxdWord, ourWord, productName } from '~wire/witness.ts';
import { StatusShape, ourShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { usePaths } from '../../url/paths.ts';

type MemberChipProps = {
  member: Member;
  snapshot: ClusterSnapshot;
  nowMs: number;
  /** The roles that are told here; where all are alike, that need not be said of each. */
  tagged: readonly DatabaseRole[];
};

/** A member by both witnesses: LXD's word as a form before the name, ours behind it. */
export function MemberChip({ member, snapshot, nowMs, tagged }: MemberChipProps) {
  const paths = usePaths();
  const lxd = lxdWord(member, snapshot, nowMs);
  const ours = ourWord(member.probe, snapshot, nowMs);
  const role = databaseRole(member.roles);
  return (
    <Link
      to={paths.member(snapshot.cluster.key, member.server_name)}
      className="flex h-8 max-w-96 items-center gap-2 rounded-sm border border-line bg-sunken px-2.5 hover:border-edge hover:bg-hover"
    >
      <StatusShape shape={lxd.shape} />
      <span className="sr-only">
        {productName(snapshot.cluster)} says {lxd.word}:
      </span>
      <Foreign text={member.server_name} className="one-line min-w-0 font-medium" />
      {tagged.includes(role) && <RoleTag role={role} stale={lxd.stale} />}
      {/* Where there is no room for all of it, the name is what must stay. */}
      <span className="flex min-w-0 shrink-[999] items-center gap-1 border-l border-line pl-2 text-sm text-soft">
        <span className="sr-only">seen by us:</span>
        {ours.state !== 'answering' && <StatusShape shape={ourShape(ours)} className="size-3" />}
        <span className="one-line">{ours.word}</span>
      </span>
    </Link>
  );
}

/** A frame for those that vote. What is old is no more than what was so last. */
function RoleTag({ role, stale }: { role: DatabaseRole; stale: boolean }) {
  const frame = role === 'stand-by' ? 'border-transparent text-faint' : 'border-control text-soft';
  const look = stale ? 'border-dashed border-edge text-faint' : frame;
  return (
    <span className={`shrink-0 rounded-[2px] border px-1 text-xs leading-3.5 ${look}`}>
      {stale ? `last ${role}` : role}
    </span>
  );
}
