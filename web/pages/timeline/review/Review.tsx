import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { RecordedChange } from '~wire/change.ts';
import type { Occurrence } from '~wire/occurrence.ts';
import type { Trails } from '~wire/series.ts';
import { summarise } from '~wire/summary.ts';
import { notesQuery } from '../../../api/notes.ts';
import type { Bounds } from '../../../lib/stretches.ts';
import { useReviewPaths } from '../../../url/review-paths.ts';
import { NotesPanel } from '../notes/NotesPanel.tsx';
import { notesRangeOf, notesWithin } from '../notes/notes-range.ts';
import { AvailabilityPanel } from './AvailabilityPanel.tsx';
import { ExportTools } from './ExportTools.tsx';
import { PrintReport } from './PrintReport.tsx';
import { SummaryPanel } from './SummaryPanel.tsx';

/** All that is known of what is in view. `completeFromMs`: from here on no change and no event is missing. */
export type ReviewPast = {
  trails: Trails;
  changes: readonly RecordedChange[];
  occurrences: readonly Occurrence[];
  completeFromMs: number;
};

type ReviewProps = {
  cluster: string;
  name: string;
  product: string;
  past: ReviewPast;
  bounds: Bounds;
  selection: Bounds | null;
  chosenMs: number | null;
  nowMs: number;
};

/** What the stretch of time comes to that is marked, or else the one in view; and what people wrote about it. */
export function Review(props: ReviewProps) {
  const { cluster, name, product, past, bounds, selection, chosenMs, nowMs } = props;
  const paths = useReviewPaths();
  const range = selection ?? bounds;
  const { data: notes = [] } = useQuery(notesQuery(cluster, notesRangeOf(bounds), false));
  const lines = useMemo(() => summarise({ ...past, notes }, range.fromMs, range.toMs), [past, notes, range]);
  const link = new URL(paths.timelineOf(cluster, bounds, selection ?? undefined), location.origin).href;
  return (
    <>
      <div className="review-beside">
        <SummaryPanel
          cluster={cluster}
          lines={lines}
          range={range}
          marked={selection !== null}
          completeFromMs={past.completeFromMs}
          nowMs={nowMs}
        >
          <ExportTools cluster={cluster} name={name} lines={lines} range={range} link={link} />
        </SummaryPanel>
        <NotesPanel
          cluster={cluster}
          bounds={bounds}
          selection={selection}
          chosenMs={chosenMs}
          nowMs={nowMs}
        />
      </div>
      <AvailabilityPanel
        cluster={cluster}
        trails={past.trails}
        range={range}
        product={product}
        nowMs={nowMs}
      />
      <PrintReport
        cluster={cluster}
        name={name}
        product={product}
        past={past}
        notes={notesWithin(notes, range)}
        lines={lines}
        range={range}
        link={link}
        nowMs={nowMs}
      />
    </>
  );
}
