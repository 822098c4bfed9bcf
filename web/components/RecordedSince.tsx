import type { SnapshotFrame } from '~wire/snapshot.ts';
import { Moment } from './Moment.tsx';

type RecordedSinceProps = { snapshot: Pick<SnapshotFrame, 'recording' | 'watchedSinceMs'>; nowMs: number };

/** How far back it is known what happened. */
export function RecordedSince({ snapshot, nowMs }: RecordedSinceProps) {
  const { recording, watchedSinceMs } = snapshot;
  return (
    <>
      {recording.firstMs === null ? 'Watching since ' : 'Recorded since '}
      <Moment atMs={recording.firstMs ?? watchedSinceMs} nowMs={nowMs} />
    </>
  );
}
