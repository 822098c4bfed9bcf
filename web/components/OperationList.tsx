import { Link } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import { type Operation, isFinal } from '~wire/operation.ts';
import { progressShare, subjectName } from '../lib/progress.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { Meter } from '../ui/Meter.tsx';
import { usePaths } from '../url/paths.ts';
import { Moment } from './Moment.tsx';
import { StatusShape } from './StatusShape.tsx';

type OperationListProps = {
  operations: readonly Operation[];
  cluster: string;
  nowMs: number;
  /** On the page of this member, which need not be named. */
  member?: string;
};

/** What the cluster is doing, and what it has just done. */
export function OperationList({ operations, cluster, nowMs, member }: OperationListProps) {
  const paths = usePaths();
  return (
    <ul aria-label="Operations">
      {operations.map((operation) => {
        const { id, description, status, location, progress, subjects, err, may_cancel } = operation;
        const share = isFinal(operation) ? null : progressShare(progress);
        return (
          <li key={id} className="flex flex-col gap-1 border-t border-line px-5 py-2.5 first:border-t-0">
            <p className="flex flex-wrap items-center gap-x-2.5">
              <span className="flex min-w-0 items-baseline gap-x-2.5">
                <OperationShape operation={operation} />
                <Foreign text={description} className="min-w-0 font-medium" />
              </span>
              <Foreign text={[...new Set(subjects.map(subjectName))].join(', ')} className="min-w-0" />
              <span className="ml-auto text-sm text-soft">
                <Foreign text={status} />
              </span>
            </p>
            {progress !== null && !isFinal(operation) && (
              <p className="flex flex-wrap items-center gap-x-3 pl-[1.375rem] text-sm">
                {share !== null && <Meter share={share} className="w-40 max-w-full" />}
                <Foreign text={progress} />
              </p>
            )}
            {err !== '' && (
              <p className="line-clamp-3 pl-[1.375rem]">
                <Foreign text={err} />
              </p>
            )}
            <p className="flex flex-wrap gap-x-3 pl-[1.375rem] text-sm text-faint">
              <Times operation={operation} nowMs={nowMs} />
              {location !== '' && location !== 'none' && location !== member && (
                <span>
                  on{' '}
                  <Link to={paths.member(cluster, location)} className="hover:text-accent hover:underline">
                    <Foreign text={location} />
                  </Link>
                </span>
              )}
              {operation.requestor !== null && (
                <span>
                  by <Foreign text={operation.requestor} />
                </span>
              )}
              {!isFinal(operation) && <span>{may_cancel ? 'may be cancelled' : 'may not be cancelled'}</span>}
            </p>
          </li>
        );
      })}
    </ul>
  );
}

/** An open ring while it is under way; then what came of it. LXD's codes: 200 Success, 400 Failure, 401 Cancelled. */
function OperationShape({ operation }: { operation: Operation }) {
  const { status_code } = operation;
  if (isFinal(operation)) {
    const shape = status_code === 200 ? 'online' : status_code === 401 ? 'unknown' : 'offline';
    return <StatusShape shape={shape} className="size-3" />;
  }
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className="size-3 shrink-0 text-accent">
      <path
        d="M8 2.5a5.5 5.5 0 1 1-5.5 5.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        strokeLinecap="round"
      />
    </svg>
  );
}

function Times({ operation, nowMs }: { operation: Operation; nowMs: number }) {
  const { createdAtMs, updatedAtMs } = operation;
  if (isFinal(operation) && updatedAtMs !== null) {
    return (
      <span>
        ended at <Moment atMs={updatedAtMs} nowMs={nowMs} />
      </span>
    );
  }
  if (createdAtMs === null) return null;
  return (
    <span>
      for {formatDuration(nowMs - createdAtMs)}, since <Moment atMs={createdAtMs} nowMs={nowMs} />
    </span>
  );
}
