import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { formatDuration } from '~wire/duration.ts';
import { Moment } from '../../components/Moment.tsx';
import type { At } from '../../url/at.tsx';
import { usePaths } from '../../url/paths.ts';
import type { Selection, TimelineView } from '../../url/period.ts';
import { type Memory, between } from './bounds.ts';

const button = 'text-accent underline decoration-edge underline-offset-3 hover:decoration-current';

type ChosenProps = { cluster: string; at: At; view: TimelineView; memory: Memory };

/**
 * The moment that is chosen and the stretch of time that is marked, and what can be done with them. The moment stands above every
 * page, so where room is short it is not said again.
 */
export function Chosen({ cluster, at, view, memory }: ChosenProps) {
  const paths = usePaths();
  const { nowMs } = memory;
  if (at === 'live' && view.selection === null) return null;
  return (
    <div className="flex shrink-0 flex-wrap gap-x-6 border-b border-line bg-accent-tint px-5 py-1.5 text-sm">
      {at !== 'live' && (
        <Line label="Chosen moment" className="max-sm:hidden">
          <Moment atMs={at} nowMs={nowMs} />
          <Link to={paths.cluster(cluster)} className={button}>
            The cluster then
          </Link>
          <button type="button" className={button} onClick={() => view.setAt('live')}>
            Unset
          </button>
        </Line>
      )}
      {view.selection !== null && <Marked selection={view.selection} view={view} memory={memory} />}
    </div>
  );
}

type MarkedProps = { selection: NonNullable<Selection>; view: TimelineView; memory: Memory };

function Marked({ selection: { fromMs, toMs }, view, memory }: MarkedProps) {
  return (
    <Line label="Marked">
      <span>
        <Moment atMs={fromMs} nowMs={memory.nowMs} /> to <Moment atMs={toMs} nowMs={memory.nowMs} />,{' '}
        {formatDuration(toMs - fromMs)}
      </span>
      <button type="button" className={button} onClick={() => view.setPeriod(between(fromMs, toMs, memory))}>
        Zoom to it
      </button>
      <button type="button" className={button} onClick={() => view.setSelection(null)}>
        Unmark
      </button>
    </Line>
  );
}

type LineProps = { label: string; className?: string; children: ReactNode };

function Line({ label, className = '', children }: LineProps) {
  return (
    <div
      role="group"
      aria-label={label}
      className={`flex flex-wrap items-center gap-x-4 gap-y-1 ${className}`}
    >
      <span className="font-medium">{label}</span>
      {children}
    </div>
  );
}
