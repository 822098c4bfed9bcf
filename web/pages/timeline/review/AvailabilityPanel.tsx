import { type ClusterAvailability, availability, formatShare } from '~wire/availability.ts';
import { formatMeasured } from '~wire/duration.ts';
import type { Trails } from '~wire/series.ts';
import { Suspense, lazy, useMemo } from 'react';
import { StatusShape } from '../../../components/StatusShape.tsx';
import { LEVEL_LOOKS } from '../../../lib/levels.ts';
import type { Bounds } from '../../../lib/stretches.ts';
import { Choice } from '../../../ui/Choice.tsx';
import { Panel } from '../../../ui/Panel.tsx';
import { AVAILABILITY_FORMS, useAvailabilityView } from '../../../url/review.ts';
import { AvailabilityTable } from './AvailabilityTable.tsx';

const Calendar = lazy(async () => ({ default: (await import('./Calendar.tsx')).Calendar }));

const FORM_WORDS = { table: 'Range', calendar: 'By day' } as const;

type AvailabilityPanelProps = {
  cluster: string;
  trails: Trails;
  range: Bounds;
  product: string;
  nowMs: number;
};

/** For how long everybody was there, by either witness: over the range, or day by day. */
export function AvailabilityPanel({ cluster, trails, range, product, nowMs }: AvailabilityPanelProps) {
  const { form, order, setForm, setOrder } = useAvailabilityView();
  const found = useMemo(() => availability(trails, range.fromMs, range.toMs), [trails, range]);
  return (
    <Panel
      title="Availability"
      tools={
        <Choice
          label="Form of the availability"
          of={AVAILABILITY_FORMS}
          words={FORM_WORDS}
          chosen={form}
          onChoose={setForm}
          className="ml-auto"
        />
      }
    >
      {form === 'table' ? (
        <>
          <ClusterLine found={found.cluster} />
          <AvailabilityTable
            members={found.members}
            product={product}
            cluster={cluster}
            order={order}
            setOrder={setOrder}
          />
        </>
      ) : (
        <Suspense fallback={<p className="px-5 py-6 text-soft">Reading the last days …</p>}>
          <Calendar cluster={cluster} product={product} nowMs={nowMs} />
        </Suspense>
      )}
    </Panel>
  );
}

const LEVELS = ['degraded', 'critical', 'unknown'] as const;

/** The cluster as a whole, by its verdict. */
export function ClusterLine({ found: { levels, okShare } }: { found: ClusterAvailability }) {
  if (okShare === null) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-5 gap-y-1 border-b border-line px-5 py-2.5">
      <span>
        The cluster was <strong className="font-semibold">OK {formatShare(okShare)}</strong> of the time
      </span>
      {LEVELS.filter((level) => levels[level] > 0).map((level) => (
        <span key={level} className="flex items-center gap-1.5 text-soft">
          <StatusShape shape={LEVEL_LOOKS[level].shape} className="size-3" />
          {LEVEL_LOOKS[level].word} {formatMeasured(levels[level])}
        </span>
      ))}
    </p>
  );
}
