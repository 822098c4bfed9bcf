import { Link } from 'react-router';
import type { ClusterSnapshot } from '~wire/snapshot.ts';
import { isLeader } from '~wire/roles.ts';
import { lxdWord } from '~wire/witness.ts';
import { StatusShape } from '../../components/StatusShape.tsx';
import { Foreign } from '../../ui/Foreign.tsx';
import { usePaths } from '../../url/paths.ts';
import type { MemberRow } from './scene.ts';

type LaneLabelProps = {
  row: MemberRow;
  snapshot: ClusterSnapshot;
  nowMs: number;
  widthPx: number;
};

/** Whose lane it is, and how that member stands now. */
export function LaneLabel({ row: { name, member }, snapshot, nowMs, widthPx }: LaneLabelProps) {
  const paths = usePaths();
  const { shape, word, stale } = lxdWord(member, snapshot, nowMs);
  return (
    <div
      style={{ width: widthPx }}
      className="flex shrink-0 cursor-default items-center gap-2 border-r border-line pr-2 pl-5 max-sm:pl-3"
    >
      <span title={stale ? 'Unknown' : word} className="flex">
        <StatusShape shape={shape} className="size-3" />
        <span className="sr-only">
          <Foreign text={word} />
        </span>
      </span>
      <Link
        to={paths.member(snapshot.cluster.key, name)}
        draggable={false}
        title={name}
        className="one-line min-w-0 flex-1 font-medium hover:text-accent hover:underline"
      >
        <Foreign text={name} />
      </Link>
      {isLeader(member.roles) && <span className="text-xs text-soft max-sm:sr-only">leader</span>}
    </div>
  );
}
