import { Moment } from '../../components/Moment.tsx';
import type { Bounds } from '../../lib/stretches.ts';
import type { Memory } from './bounds.ts';
import type { Recorded } from './useRecord.ts';

type RecordNoteProps = { record: Recorded; memory: Memory; bounds: Bounds };

/** Since when there is a record, and what of it is not shown. */
export function RecordNote({ record: { cutAtMs, pending, failure }, memory, bounds }: RecordNoteProps) {
  const { firstMs, nowMs } = memory;
  return (
    <div className="text-sm text-faint">
      <p>
        Recorded since <Moment atMs={firstMs} nowMs={nowMs} />; nothing is known of what was before.{' '}
        <span role="status">{pending && failure === null && 'Reading the record…'}</span>
      </p>
      {failure !== null && (
        <p role="alert" className="text-ink">
          The record could not be read, so what is shown may not be all: {failure.message}
        </p>
      )}
      {cutAtMs !== null && cutAtMs > bounds.fromMs && (
        <p className="text-soft">
          Of what happened before <Moment atMs={cutAtMs} nowMs={nowMs} /> not all is shown: there is too much
          of it. Look closer to see the rest.
        </p>
      )}
    </div>
  );
}
