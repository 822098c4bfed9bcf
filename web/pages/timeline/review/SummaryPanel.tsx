import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { formatMeasured } from '~wire/duration.ts';
import type { Line, LineKind } from '~wire/summary.ts';
import type { Shape } from '~wire/witness.ts';
import { Moment } from '../../../components/Moment.tsx';
import { Sentence } from '../../../components/Sentence.tsx';
import { StatusShape } from '../../../components/StatusShape.tsx';
import type { Bounds } from '../../../lib/stretches.ts';
import { Panel } from '../../../ui/Panel.tsx';
import { useReviewPaths } from '../../../url/review-paths.ts';
import { folded } from './folded.ts';

type SummaryPanelProps = {
  cluster: string;
  lines: readonly Line[];
  range: Bounds;
  /** Whether the range was marked by hand, or is just what is in view. */
  marked: boolean;
  /** From here on nothing is missing. */
  completeFromMs: number;
  nowMs: number;
  children: ReactNode;
};

/** What has a status is drawn with it; the rest is told. */
const SHAPES: Readonly<Partial<Record<LineKind, Shape>>> = {
  critical: 'offline',
  degraded: 'attention',
  unknown: 'unknown',
  offline: 'offline',
  evacuated: 'evacuated',
  status: 'attention',
  silent: 'offline',
  wrong: 'attention',
  blind: 'unknown',
  unrecorded: 'unknown',
  'failed-operations': 'attention',
};

/** What a stretch of time comes to, in a few lines, and below them what can be done with it. */
export function SummaryPanel(props: SummaryPanelProps) {
  const { cluster, lines, range, marked, completeFromMs, nowMs, children } = props;
  const paths = useReviewPaths();
  return (
    <Panel
      title="Summary"
      count={marked ? 'of what is marked' : 'of what is in view'}
      tools={
        <Link
          to={paths.compare(cluster, range.fromMs, range.toMs)}
          className="ml-auto text-sm text-accent hover:underline"
        >
          Compare both ends
        </Link>
      }
    >
      <p className="px-5 pt-3 text-sm text-soft">
        <Moment atMs={range.fromMs} nowMs={nowMs} /> to <Moment atMs={range.toMs} nowMs={nowMs} />,{' '}
        {formatMeasured(range.toMs - range.fromMs)}
      </p>
      <SummaryLines lines={lines} cluster={cluster} />
      {completeFromMs > range.fromMs && (
        <p className="px-5 pb-3 text-sm text-soft">
          So much happened that changes and events before <Moment atMs={completeFromMs} nowMs={nowMs} /> are
          not counted here: mark less of it.
        </p>
      )}
      <footer className="mt-auto flex flex-wrap items-center gap-2 border-t border-line px-5 py-2">
        {children}
      </footer>
    </Panel>
  );
}

/** Of each kind. */
const FIRST_LINES = 4;

export function SummaryLines({ lines, cluster }: { lines: readonly Line[]; cluster: string }) {
  const [all, setAll] = useState(false);
  if (lines.length === 0) {
    return <p className="px-5 py-3">Nothing happened, and somebody looked all the time.</p>;
  }
  const shown = folded(lines, all ? lines.length : FIRST_LINES);
  return (
    <div className="px-5 py-3">
      <ul aria-label="What it comes to" className="flex flex-col gap-1.5">
        {shown.map((each) =>
          each.line === null ? (
            <li key={each.kind} className="pl-6 text-soft">
              and {each.more} more like this
            </li>
          ) : (
            <SummaryLine key={`${each.line.kind} ${each.line.text}`} line={each.line} cluster={cluster} />
          ),
        )}
      </ul>
      {shown.length < lines.length && (
        <button
          type="button"
          onClick={() => setAll(true)}
          className="mt-1.5 ml-6 text-accent hover:underline"
        >
          Show all {lines.length} lines
        </button>
      )}
    </div>
  );
}

function SummaryLine({ line: { kind, text, members }, cluster }: { line: Line; cluster: string }) {
  const shape = SHAPES[kind];
  return (
    <li className="flex gap-2.5">
      <span className="flex w-3.5 shrink-0 justify-center pt-[3px]">
        {shape === undefined ? (
          <span aria-hidden="true" className="mt-[0.4rem] size-1 rounded-full bg-faint" />
        ) : (
          <StatusShape shape={shape} />
        )}
      </span>
      <span className="min-w-0">
        <Sentence text={text} members={members} cluster={cluster} />
      </span>
    </li>
  );
}
