import type { ClusterIdentity, PartState } from '~wire/snapshot.ts';
import { type Topic, ringWords } from '../lib/ring-words.ts';
import { Moment } from './Moment.tsx';

type RingNoteProps = {
  topic: Topic;
  part: PartState;
  cluster: ClusterIdentity;
  nowMs: number;
  /** Narrower than all that the part tells of, such as "load" alone. */
  what?: string;
  className?: string;
};

/** Says in place why something is missing or old, and what would help; nothing where all is well. */
export function RingNote({
  topic,
  part,
  cluster,
  nowMs,
  what,
  className = 'text-sm text-soft',
}: RingNoteProps) {
  const words = ringWords(topic, part, cluster, what);
  if (words === null) return null;
  return (
    <p className={className}>
      {words}
      {part.status === 'failed' && part.observedAtMs !== null && (
        <>
          {' '}
          Last read at <Moment atMs={part.observedAtMs} nowMs={nowMs} />.
        </>
      )}
    </p>
  );
}
