import { Moment } from '../../../components/Moment.tsx';
import type { Pin } from './pins.ts';

/** The moment or the stretch of time that a note is of. */
export function PinnedTo({ pin: { fromMs, toMs }, nowMs }: { pin: Pin; nowMs: number }) {
  return (
    <>
      <Moment atMs={fromMs} nowMs={nowMs} />
      {toMs !== null && (
        <>
          {' '}
          to <Moment atMs={toMs} nowMs={nowMs} />
        </>
      )}
    </>
  );
}
