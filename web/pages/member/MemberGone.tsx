import { Link } from 'react-router';
import type { RecordedChange } from '~wire/change.ts';
import { ActivityList } from '../../components/ActivityList.tsx';
import { Moment } from '../../components/Moment.tsx';
import type { Board } from '../../components/useBoard.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { usePaths } from '../../url/paths.ts';

type MemberGoneProps = {
  name: string;
  board: Pick<Board, 'view' | 'nowMs'>;
  changes: readonly RecordedChange[];
};

/** For a name that no member bears: it may have left, or never have been there. */
export function MemberGone({ name, board: { view, nowMs }, changes }: MemberGoneProps) {
  const paths = usePaths();
  const { cluster, watchedSinceMs } = view.snapshot;
  const left = changes.find(({ kind }) => kind === 'member-removed');
  const renamed = view.changes.find(({ kind, before }) => kind === 'member-renamed' && before === name);
  return (
    <Prose title={left === undefined ? 'There is no such member' : 'This member has left the cluster'}>
      <p>
        <Foreign text={name} className="font-medium text-ink" /> is not among the members of{' '}
        <Foreign text={cluster.name} />
        {left === undefined ? (
          <>
            , and was not since we began to watch at <Moment atMs={watchedSinceMs} nowMs={nowMs} />.
          </>
        ) : (
          <>
            : it left at <Moment atMs={left.atMs} nowMs={nowMs} />.
          </>
        )}
      </p>
      {renamed !== undefined && renamed.member !== null && (
        <p>
          It is now called{' '}
          <Link to={paths.member(cluster.key, renamed.member)}>
            <Foreign text={renamed.member} />
          </Link>
          .
        </p>
      )}
      {changes.length > 0 && (
        <div className="rounded-md border border-line bg-surface text-base text-ink">
          <ActivityList changes={changes} cluster={cluster.key} nowMs={nowMs} unnamed className="max-h-96" />
        </div>
      )}
      <p>
        <Link to={paths.cluster(cluster.key)}>All members</Link>
      </p>
    </Prose>
  );
}
