import type { UseQueryResult } from '@tanstack/react-query';
import type { PartState } from '~wire/snapshot.ts';
import { RingNote } from '../../components/RingNote.tsx';
import type { Topic } from '../../lib/ring-words.ts';
import { useMember } from './member-scene.tsx';

type AnswerNoteProps = {
  /** What was asked of the proxy, and how its part of the roll call stands in its answer. */
  answer: Pick<UseQueryResult, 'error' | 'data'>;
  part: PartState | undefined;
  topic: Topic;
  /** Narrower than all that the part tells of. */
  what?: string;
  className?: string;
};

/** Why a part of the page is missing or old: the proxy has not told yet, or the member has not told it. */
export function AnswerNote({
  answer,
  part,
  topic,
  what,
  className = 'px-5 py-3 text-soft',
}: AnswerNoteProps) {
  const { view, nowMs } = useMember();
  if (part === undefined) {
    return (
      <p className={className}>
        {answer.error === null ? 'Asking the proxy…' : `This could not be loaded: ${answer.error.message}`}
      </p>
    );
  }
  return (
    <RingNote
      topic={topic}
      part={part}
      cluster={view.snapshot.cluster}
      nowMs={nowMs}
      className={className}
      {...(what !== undefined && { what })}
    />
  );
}
