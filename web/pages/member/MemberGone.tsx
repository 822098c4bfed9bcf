import { Link, useSearchParams } from 'react-router';
import type { RecordedChange } from '~wire/change.ts';
import { ActivityList } from '../../components/ActivityList.tsx';
import { Moment } from '../../components/Moment.tsx';
import { Unrecorded } from '../../components/moment/Unrecorded.tsx';
import type { Board } from '../../components/useBoard.ts';
import { Foreign } from '../../ui/Foreign.tsx';
import { Prose } from '../../ui/Prose.tsx';
import { type At, withAt } from '../../url/at.tsx';
import { usePaths } from '../../url/paths.ts';

type MemberGoneProps = {
  name: string;
  board: Pick<Board, 'view' | 'nowMs'>;
  at: At;
  changes: readonly RecordedChange[];
};

/** For a name that no member bears, or bore at the moment: it may have left, or not have been there. */
export function MemberGone({ name, board: { view, nowMs }, at, changes }: MemberGoneProps) {
  const paths = usePaths();
  const [params] = useSearchParams();
  const { cluster, recording, watchedSinceMs } = view.snapshot;
  const left = changes.find(({ kind }) => kind === 'member-removed');
  const renamed = view.changes.find(({ kind, before }) => kind === 'member-renamed' && before === name);
  if (view.moment?.state === 'before') {
    return <Unrecorded firstMs={view.moment.firstMs} cluster={cluster.name} />;
  }
  return (
    <Prose title={titleOf(left !== undefined, at)}>
      <p>
        <Foreign text={name} className="font-medium text-ink" />{' '}
        {at === 'live' ? 'is not among the members of ' : 'was not among the members of '}
        <Foreign text={cluster.name} />
        {left !== undefined ? (
          <>
            : it left at <Moment atMs={left.atMs} nowMs={nowMs} />.
          </>
        ) : at === 'live' ? (
          <>
            , and nothing is known of one that left since{' '}
            <Moment atMs={recording.firstMs ?? watchedSinceMs} nowMs={nowMs} />.
          </>
        ) : (
          '.'
        )}
      </p>
      {renamed !== undefined && renamed.member !== null && (
        <p>
          {at === 'live' ? 'It is now called ' : 'It was called '}
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
      <p className="flex flex-wrap gap-x-5">
        <Link to={paths.cluster(cluster.key)}>All members{at !== 'live' && ' of then'}</Link>
        {left !== undefined && (
          <Link to={{ search: withAt(params, left.sinceMs ?? left.atMs - 1).toString() }}>
            See it as it was before it left
          </Link>
        )}
        {at !== 'live' && <Link to={{ search: withAt(params, 'live').toString() }}>Return to live</Link>}
      </p>
    </Prose>
  );
}

function titleOf(left: boolean, at: At): string {
  if (at === 'live') return left ? 'This member has left the cluster' : 'There is no such member';
  return left ? 'This member had left the cluster by then' : 'There was no such member then';
}
