import { Link } from 'react-router';
import type { Warning } from '~wire/warning.ts';
import { subjectName } from '../lib/progress.ts';
import { formatCount } from '../lib/units.ts';
import { Foreign } from '../ui/Foreign.tsx';
import { usePaths } from '../url/paths.ts';
import { Moment } from './Moment.tsx';

type WarningListProps = {
  warnings: readonly Warning[];
  cluster: string;
  nowMs: number;
  /** On the page of this member, which need not be named. */
  member?: string;
};

/** A triangle, hollow where it matters little. A severity that we do not know asks for attention. */
function SeverityShape({ severity }: { severity: string }) {
  const tone = severity === 'low' ? 'tone-unknown' : severity === 'high' ? 'tone-offline' : 'tone-attention';
  return (
    <svg aria-hidden="true" viewBox="0 0 16 16" className={`${tone} size-3 shrink-0 text-mark`}>
      <path
        d="M8 3.2 13.6 12.8H2.4Z"
        fill={severity === 'low' ? 'none' : 'currentColor'}
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** What the cluster warns of and nobody has resolved. */
export function WarningList({ warnings, cluster, nowMs, member }: WarningListProps) {
  const paths = usePaths();
  return (
    <ul aria-label="Warnings">
      {warnings.map((warning) => {
        const { uuid, type, severity, status, count, last_message, location, entity_url, project } = warning;
        const subject = subjectName(entity_url);
        return (
          <li key={uuid} className="flex flex-col gap-1 border-t border-line px-5 py-2.5 first:border-t-0">
            <p className="flex flex-wrap items-center gap-x-2.5">
              <span className="flex min-w-0 items-baseline gap-x-2.5">
                <SeverityShape severity={severity} />
                <Foreign text={type} className="min-w-0 font-medium" />
              </span>
              {subject !== '' && subject !== member && <Foreign text={subject} className="min-w-0" />}
              <span className="ml-auto text-sm text-soft">
                <Foreign text={severity} />
                {status !== 'new' && (
                  <>
                    , <Foreign text={status} />
                  </>
                )}
              </span>
            </p>
            {last_message !== '' && (
              <p className="line-clamp-3 pl-[1.375rem] text-soft">
                <Foreign text={last_message} />
              </p>
            )}
            <p className="flex flex-wrap gap-x-3 pl-[1.375rem] text-sm text-faint">
              <span>{count === 1 ? 'once' : `${formatCount(count)} times`}</span>
              {warning.firstSeenAtMs !== null && count > 1 && (
                <span>
                  first at <Moment atMs={warning.firstSeenAtMs} nowMs={nowMs} />
                </span>
              )}
              {warning.lastSeenAtMs !== null && (
                <span>
                  {count > 1 ? 'last at ' : 'at '}
                  <Moment atMs={warning.lastSeenAtMs} nowMs={nowMs} />
                </span>
              )}
              {location !== '' && location !== member && (
                <span>
                  noticed by{' '}
                  <Link to={paths.member(cluster, location)} className="hover:text-accent hover:underline">
                    <Foreign text={location} />
                  </Link>
                </span>
              )}
              {project !== '' && (
                <span>
                  project <Foreign text={project} />
                </span>
              )}
            </p>
          </li>
        );
      })}
    </ul>
  );
}
